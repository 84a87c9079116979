import type { LintContext } from '../../../engines/lint-context.ts';
import type { CorosyncSource } from '../grammar/source.ts';

export interface CorosyncSubject {
  readonly corosync: CorosyncSource;
  readonly context: LintContext;
}
