import type { LintContext } from '../../../engines/lint-context.ts';
import type { SentinelSource } from '../grammar/source.ts';

export interface SentinelSubject {
  readonly sentinel: SentinelSource;
  readonly context: LintContext;
}
