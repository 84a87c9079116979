import type { LintContext } from '../../../engines/lint-context.ts';
import type { ZoneSource } from '../grammar/source.ts';

export interface ZoneSubject {
  readonly zone: ZoneSource;
  readonly context: LintContext;
}
