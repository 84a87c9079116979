import type { Severity } from '../../base/problem.ts';
import type { LintFinding } from '../lint-finding.ts';
import { excerpt } from './excerpt.ts';

/**
 * A finding for a person: place, severity and code; the line with carets; what is wrong, why that ends badly and where
 * that is known from, what to do.
 *
 * @param lineOf a line of a file, 1-based, without its end; undefined = there is none
 */
export function findingText(
  finding: LintFinding,
  lineOf: (path: string, line: number) => string | undefined,
  paint: (severity: Severity) => string = (plain) => plain,
): string {
  const { path, line, column, severity, code, message, remedy } = finding.problem;
  return [
    `${path}:${line}:${column}  ${paint(severity)}  ${code}`,
    ...excerpt(finding, lineOf(path, line) ?? '').map((one) => `  ${one}`),
    `  ${message}`,
    ...(finding.rule === undefined ? [] : [`  Why: ${finding.rule.why} (${finding.rule.source})`]),
    `  Fix: ${remedy}`,
    '',
  ].join('\n');
}
