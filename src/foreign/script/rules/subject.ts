import type { LintContext } from '../../../engines/lint-context.ts';
import type { ScriptSource } from '../grammar/source.ts';

export interface ScriptSubject {
  readonly script: ScriptSource;
  readonly context: LintContext;
}
