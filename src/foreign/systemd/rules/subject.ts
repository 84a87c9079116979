import type { LintContext } from '../../../engines/lint-context.ts';
import type { SystemdUnit } from '../grammar/source.ts';

export interface SystemdSubject {
  readonly systemd: SystemdUnit;
  readonly context: LintContext;
}
