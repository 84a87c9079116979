import type { LintContext } from '../../../engines/lint-context.ts';
import type { SysctlSource } from '../grammar/source.ts';

export interface SysctlSubject {
  readonly sysctl: SysctlSource;
  readonly context: LintContext;
}
