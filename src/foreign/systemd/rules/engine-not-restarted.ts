import type { Rule } from '../../../base/rule.ts';
import { findSetting } from '../grammar/find-setting.ts';
import { engineOfUnit } from './engine-of-unit.ts';
import type { SystemdSubject } from './subject.ts';

const DOES: Readonly<Record<string, string>> = {
  haproxy: 'every connection is refused',
  nginx: 'every connection is refused',
  keepalived:
    'the VIP may stay on the interface while the other node takes it too, and nothing here will take it over again',
};

export const engineNotRestarted: Rule<SystemdSubject> = {
  code: 'systemd/engine-not-restarted',
  severity: 'warning',
  title: 'An engine that dies is not restarted',
  why: 'An engine that crashes or is killed for want of memory stays dead until a person starts it, although starting it takes milliseconds.',
  source: 'systemd.service(5): Restart= is "no" when it is not said',
  find({ systemd }) {
    const engine = engineOfUnit(systemd);
    const restart = findSetting(systemd, 'Service', 'Restart');
    if (engine === undefined || (restart !== undefined && restart.value !== 'no' && restart.value !== ''))
      return [];
    const at = restart?.at ?? systemd.sections.findLast(({ name }) => name === 'Service')?.at;
    if (at === undefined) return [];
    return [
      {
        at,
        message: `When ${engine} dies, systemd does not start it again (Restart=${restart === undefined ? ' is not said, which means no' : 'no'}): ${DOES[engine]}.`,
        remedy: 'set Restart=always in [Service], or in a drop-in made with `systemctl edit`.',
      },
    ];
  },
};
