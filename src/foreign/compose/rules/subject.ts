import type { LintContext } from '../../../engines/lint-context.ts';
import type { ComposeFile } from '../grammar/tree.ts';

/** What a rule of compose files looks at. */
export interface ComposeSubject {
  readonly compose: ComposeFile;
  readonly context: LintContext;
}
