import type { Problem } from '../base/problem.ts';
import type { Rule } from '../base/rule.ts';
import type { LintContext } from '../engines/lint-context.ts';
import type { FileKind, LintFile } from './lint-file.ts';
import { type LintFinding, plainFinding, type RuleWords } from './lint-finding.ts';
import { runRules } from './run-rules.ts';

/** A kind of file that we read but do not run: each is looked at by itself. */
export interface ForeignKind {
  readonly rules: readonly RuleWords[];
  readonly lint: (file: LintFile, context: LintContext) => readonly LintFinding[];
}

/** Every kind of foreign file, sorted: how it is read, and the rules about it. */
export const FOREIGN_KINDS: Readonly<Partial<Record<FileKind, ForeignKind>>> = {};

export function foreignKind<Source, Subject>(
  parse: (text: string, path: string) => { readonly source: Source; readonly problems: readonly Problem[] },
  subjectOf: (source: Source, context: LintContext) => Subject,
  rules: readonly Rule<Subject>[],
): ForeignKind {
  return {
    rules,
    lint: ({ text, path }, context) => {
      const { source, problems } = parse(text, path);
      return [...problems.map(plainFinding), ...runRules(rules, subjectOf(source, context))];
    },
  };
}
