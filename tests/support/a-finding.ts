import type { Problem } from '../../src/base/problem.ts';
import type { LintFinding } from '../../src/lint/lint-finding.ts';

/** A finding of a rule at line 2, columns 3 to 6, of `lb1/haproxy.cfg`; takes overrides. */
export function aFinding(problem: Partial<Problem> = {}, more: Partial<LintFinding> = {}): LintFinding {
  const own: Problem = {
    code: 'haproxy/bad-word',
    severity: 'error',
    message: 'The word is bad.',
    path: 'lb1/haproxy.cfg',
    line: 2,
    column: 3,
    remedy: 'write a good one.',
    ...problem,
  };
  const { path, line, column } = own;
  return {
    problem: own,
    span: { path, line, column, endLine: line, endColumn: column + 3 },
    rule: {
      code: own.code,
      severity: own.severity,
      title: 'Bad word',
      why: 'It ends badly.',
      source: 'the manual',
    },
    fix: undefined,
    ...more,
  };
}
