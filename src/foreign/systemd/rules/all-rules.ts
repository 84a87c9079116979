import type { Rule } from '../../../base/rule.ts';
import { engineNotRestarted } from './engine-not-restarted.ts';
import { keepalivedBoundToBalancer } from './keepalived-bound-to-balancer.ts';
import { restartGivesUp } from './restart-gives-up.ts';
import { restartedOnlyAfterSuccess } from './restarted-only-after-success.ts';
import type { SystemdSubject } from './subject.ts';

/** Every rule about one unit of systemd, sorted by name. */
export const SYSTEMD_RULES: readonly Rule<SystemdSubject>[] = [
  engineNotRestarted,
  keepalivedBoundToBalancer,
  restartGivesUp,
  restartedOnlyAfterSuccess,
];
