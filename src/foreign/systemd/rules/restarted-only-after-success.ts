import type { Rule } from '../../../base/rule.ts';
import { findSetting } from '../grammar/find-setting.ts';
import type { SystemdUnit } from '../grammar/source.ts';
import { engineOfUnit } from './engine-of-unit.ts';
import type { SystemdSubject } from './subject.ts';

/** What each value leaves out; the others restart after every death that matters. */
const MISSES: Readonly<Record<string, string>> = {
  'on-success': 'only when it ended without an error, so not after a crash, a kill or a failed start',
  'on-watchdog': 'only when its watchdog time ran out, so not after a crash, a kill or an error',
  'on-abort': 'only when a signal killed it, so not when it gave up with an error',
};

export const restartedOnlyAfterSuccess: Rule<SystemdSubject> = {
  code: 'systemd/restarted-only-after-success',
  severity: 'error',
  title: 'Restart= leaves out the deaths that matter',
  why: 'The unit looks as if the engine were kept alive, yet the crash for which one wants it is the case in which systemd does nothing.',
  source: 'systemd.service(5), table "Exit causes and the effect of the Restart= settings"',
  find({ systemd }) {
    const engine = engineNameOf(systemd);
    const restart = findSetting(systemd, 'Service', 'Restart');
    const misses = MISSES[restart?.value ?? ''];
    if (engine === undefined || restart === undefined || misses === undefined) return [];
    return [
      {
        at: restart.at,
        severity: restart.value === 'on-abort' ? 'warning' : 'error',
        message: `systemd starts ${engine} again ${misses}.`,
        remedy: 'set Restart=always.',
      },
    ];
  },
};

/** A drop-in that says Restart= tells enough, too. */
function engineNameOf(unit: SystemdUnit): string | undefined {
  return engineOfUnit(unit) ?? /^(haproxy|keepalived|nginx)(?:@[^.]*)?\.service$/.exec(unit.name ?? '')?.[1];
}
