import type { Severity } from '../../base/problem.ts';
import type { LintFinding } from '../lint-finding.ts';
import { excerpt } from './excerpt.ts';

/**
 * A finding for a person: place, severity and code; the line with carets; what is wrong, why that ends badly and where
 * that is known from, what to do.
 */
export function findingText(
  finding: LintFinding,
  textOf: (path: string) => string | undefined,
  paint: (severity: Severity) => string = (plain) => plain,
): string {
  const { path, line, column, severity, code, message, remedy } = finding.problem;
  const text = textOf(path);
  return [
    `${path}:${line}:${column}  ${paint(severity)}  ${code}`,
    ...(text === undefined ? [] : excerpt(finding, text).map((one) => `  ${one}`)),
    `  ${message}`,
    ...(finding.rule === undefined ? [] : [`  Why: ${finding.rule.why} (${finding.rule.source})`]),
    `  Fix: ${remedy}`,
    '',
  ].join('\n');
}
