import type { Problem } from '../base/problem.ts';
import type { Rule } from '../base/rule.ts';
import type { LintContext } from '../engines/lint-context.ts';
import type { FileKind, LintFile } from './lint-file.ts';
import { type LintFinding, plainFinding, type RuleWords } from './lint-finding.ts';
import { runRules } from './run-rules.ts';

/** A kind of file that we read but do not run: each is looked at by itself. */
export interface ForeignKind {
  readonly codes: readonly RuleWords[];
  readonly lint: (file: LintFile, context: LintContext) => readonly LintFinding[];
}

/** Every kind of foreign file, sorted: how it is read, and the rules about it. */
export const FOREIGN_KINDS: Readonly<Partial<Record<FileKind, ForeignKind>>> = {};

/**
 * @param parse the rules' subject of a file, and what is wrong with the file's form; no subject = not readable
 */
export function foreignKind<Subject>(
  parse: (
    text: string,
    path: string,
    context: LintContext,
  ) => { readonly subject: Subject | undefined; readonly problems: readonly Problem[] },
  rules: readonly Rule<Subject>[],
): ForeignKind {
  return {
    codes: rules,
    lint: ({ text, path }, context) => {
      const { subject, problems } = parse(text, path, context);
      const found = subject === undefined ? [] : runRules(rules, subject);
      return [...problems.map(plainFinding), ...found];
    },
  };
}
