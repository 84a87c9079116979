import type { Severity } from '../../base/problem.ts';
import type { LintFinding } from '../lint-finding.ts';
import { excerpt } from './excerpt.ts';

/** How text is printed. */
export interface TextOptions {
  /** A line of a file, 1-based, without its end; undefined = there is none. */
  readonly lineOf: (path: string, line: number) => string | undefined;
  readonly paint: (severity: Severity) => string;
}

/**
 * Findings for a person: place, severity and code; the line with carets; what is wrong, why that ends badly and where
 * that is known from, what to do. The reason is told with the first finding of a code; told again and again it is in
 * the way.
 */
export function findingsText(findings: readonly LintFinding[], options: TextOptions): string {
  const told = new Set<string>();
  return findings
    .map((finding) => {
      const isFirst = !told.has(finding.problem.code);
      told.add(finding.problem.code);
      return `${findingText(finding, options, isFirst)}\n`;
    })
    .join('');
}

function findingText(finding: LintFinding, { lineOf, paint }: TextOptions, withWhy: boolean): string {
  const { path, line, column, severity, code, message, remedy } = finding.problem;
  const { rule } = finding;
  return [
    `${path}:${line}:${column}  ${paint(severity)}  ${code}`,
    ...excerpt(finding, lineOf(path, line) ?? '').map((one) => `  ${one}`),
    `  ${message}`,
    ...(rule === undefined || !withWhy ? [] : [`  Why: ${rule.why} (${rule.source})`]),
    `  Fix: ${remedy}`,
    '',
  ].join('\n');
}
