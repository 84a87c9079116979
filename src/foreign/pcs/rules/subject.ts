import type { LintContext } from '../../../engines/lint-context.ts';
import type { PcsSource } from '../grammar/source.ts';

export interface PcsSubject {
  readonly pcs: PcsSource;
  readonly context: LintContext;
}
