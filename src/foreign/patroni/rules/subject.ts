import type { LintContext } from '../../../engines/lint-context.ts';
import type { PatroniSource } from '../grammar/source.ts';

export interface PatroniSubject {
  readonly patroni: PatroniSource;
  readonly context: LintContext;
}
