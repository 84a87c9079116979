import type { Rule } from '../../../base/rule.ts';
import { optionOf, sectionsOf } from '../meaning/sections.ts';
import type { OssecSubject } from './subject.ts';

/** Seconds of the units that Wazuh takes. */
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const HOUR_S = 3600;

export const agentsReconnectByForce: Rule<OssecSubject> = {
  code: 'ossec/agents-reconnect-by-force',
  severity: 'warning',
  title: 'Every agent reconnects by the clock',
  why: 'With force_reconnect_interval each agent drops its connection when the time is up, fresh or not: agents that started together reconnect together, and an hour and less keeps managers and balancer busy with handshakes alone.',
  source: 'ossec.conf reference, client, force_reconnect_interval (default 0 = off)',
  find: ({ ossec }) =>
    sectionsOf(ossec, 'client').flatMap((client) => {
      const option = optionOf(client, 'force_reconnect_interval');
      const [, amount = '0', unit = 's'] = /^\s*(\d+)([smhdw]?)\s*$/.exec(option?.text ?? '') ?? [];
      const seconds = Number(amount) * (UNITS[unit === '' ? 's' : unit] ?? 1);
      if (option === undefined || seconds === 0) return [];
      return [
        {
          at: option.textAt,
          message: `Every agent of this file drops its connection each ${option.text.trim()}, although nothing is wrong with it.`,
          remedy: 'remove it: agents are spread by moving those that are too many, and only those.',
          ...(seconds > HOUR_S && { severity: 'info' as const }),
        },
      ];
    }),
};
