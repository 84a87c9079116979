import { styleText } from 'node:util';
import type { Problem, Severity } from '../base/problem.ts';

export type ProblemFormat = 'text' | 'json';

const COLOURS = { error: 'red', warning: 'yellow', info: 'cyan' } as const satisfies Record<Severity, string>;

/** As text, one block a problem; as JSON, an array. Colours only on a terminal that wants them. */
export function showProblems(
  problems: readonly Problem[],
  stream: NodeJS.WriteStream,
  format: ProblemFormat = 'text',
): void {
  if (format === 'json') {
    stream.write(`${JSON.stringify(problems, null, 2)}\n`);
    return;
  }
  const paint = severityPaint(stream);
  for (const problem of problems) stream.write(`${problemText(problem, paint)}\n`);
}

/** The word for a severity in its colour, on a terminal that wants colours. */
export function severityPaint(stream: NodeJS.WriteStream): (severity: Severity) => string {
  return (severity) => styleText(COLOURS[severity], severity, { stream, validateStream: true });
}

/** Three lines: where, what, how to get out. */
export function problemText(
  { path, line, column, severity, code, message, remedy }: Problem,
  paint: (severity: Severity) => string = (plain) => plain,
): string {
  return `${path}:${line}:${column}  ${paint(severity)}  ${code}\n  ${message}\n  Fix: ${remedy}`;
}

/** `2 errors, 1 warning`. */
export function countProblems(problems: readonly Problem[]): string {
  const severities = ['error', 'warning', 'info'] as const;
  const parts = severities.flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`];
  });
  return parts.join(', ');
}
