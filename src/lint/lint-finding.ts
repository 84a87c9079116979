import type { Problem } from '../base/problem.ts';
import type { Edit, Rule } from '../base/rule.ts';
import type { Span } from '../base/text-range.ts';

/** A problem of somebody's file with all that is known of it. */
export interface LintFinding {
  readonly problem: Problem;
  /** undefined = only where it begins is known. */
  readonly span: Span | undefined;
  /** What the rule says of itself; undefined = no rule found it, the file could not be read as what it is. */
  readonly rule: RuleWords | undefined;
  readonly fix: readonly Edit[] | undefined;
  /** Further places that it speaks of. */
  readonly also?: readonly Span[];
}

/** What a rule says of itself; its severity is the usual one. */
export type RuleWords = Pick<Rule<unknown>, 'code' | 'severity' | 'title' | 'why' | 'source'>;

/** A problem that no rule found. */
export function plainFinding(problem: Problem): LintFinding {
  return { problem, span: undefined, rule: undefined, fix: undefined };
}

/** Each finding once, by path, place and code: files that belong to several nodes are looked at several times. */
export function sortedOnce(findings: readonly LintFinding[]): readonly LintFinding[] {
  const once = new Map<string, LintFinding>();
  for (const finding of findings) {
    const { path, line, column, code, message } = finding.problem;
    const key = `${path}\0${line}\0${column}\0${code}\0${message}`;
    if (!once.has(key)) once.set(key, finding);
  }
  return [...once.values()].toSorted(
    ({ problem: left }, { problem: right }) =>
      byText(left.path, right.path) ||
      left.line - right.line ||
      left.column - right.column ||
      byText(left.code, right.code),
  );
}

/** The same order on every machine, whatever its language. */
function byText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
