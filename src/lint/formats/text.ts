import type { Severity } from '../../base/problem.ts';
import type { LintFinding } from '../lint-finding.ts';
import { excerpt, printable } from './excerpt.ts';

/** Of a line; longer ones are compared by what they begin with. */
const MOST_COMPARED = 4096;

/** How text is printed. */
export interface TextOptions {
  /** A line of a file, 1-based, without its end; undefined = there is none. */
  readonly lineOf: (path: string, line: number) => string | undefined;
  readonly paint: (severity: Severity) => string;
}

/**
 * Findings for a person: place, severity and code; the line with carets; what is wrong, where else it is, why that ends
 * badly and where that is known from, what to do. The reason is told with the first finding of a code, and what two files
 * have word for word (the nodes of a pair mostly do) is told once; told again and again it is in the way.
 */
export function findingsText(findings: readonly LintFinding[], options: TextOptions): string {
  const told = new Set<string>();
  return alike(findings, options)
    .map(([finding, others]) => {
      const isFirst = !told.has(finding.problem.code);
      told.add(finding.problem.code);
      return `${findingText(finding, others, options, isFirst)}\n`;
    })
    .join('');
}

/** Findings with those that say the same of the same words in another file. */
function alike(
  findings: readonly LintFinding[],
  { lineOf }: TextOptions,
): [LintFinding, readonly LintFinding[]][] {
  const groups = new Map<string, LintFinding[][]>();
  const inOrder: LintFinding[][] = [];
  for (const finding of findings) {
    const { code, severity, message, remedy, path, line, column } = finding.problem;
    const key = JSON.stringify([
      code,
      severity,
      message,
      remedy,
      (lineOf(path, line) ?? '').slice(0, MOST_COMPARED),
      column,
    ]);
    const known = groups.get(key) ?? [];
    // The same words twice in one file are two findings.
    const group = known.find((others) => others.every(({ problem }) => problem.path !== path));
    if (group !== undefined) group.push(finding);
    else {
      const begun = [finding];
      inOrder.push(begun);
      groups.set(key, [...known, begun]);
    }
  }
  return inOrder.flatMap(([first, ...others]) =>
    first === undefined ? [] : [[first, others] as [LintFinding, readonly LintFinding[]]],
  );
}

function findingText(
  finding: LintFinding,
  others: readonly LintFinding[],
  { lineOf, paint }: TextOptions,
  withWhy: boolean,
): string {
  const { path, line, column, severity, code, message, remedy } = finding.problem;
  const { rule } = finding;
  const also = others.map(({ problem }) => `${printedPath(problem.path)}:${problem.line}:${problem.column}`);
  return [
    `${printedPath(path)}:${line}:${column}  ${paint(severity)}  ${code}`,
    ...excerpt(finding, lineOf(path, line) ?? '').map((one) => `  ${one}`),
    `  ${printable(message)}`,
    ...(also.length === 0 ? [] : [`  Also: ${also.join(', ')}`]),
    ...(rule === undefined || !withWhy ? [] : [`  Why: ${rule.why} (${rule.source})`]),
    `  Fix: ${printable(remedy)}`,
    '',
  ].join('\n');
}

/** A name may hold line ends, too, which would begin a line that we never said. */
function printedPath(path: string): string {
  return printable(path.replaceAll('\n', '?').replaceAll('\t', '?'));
}
