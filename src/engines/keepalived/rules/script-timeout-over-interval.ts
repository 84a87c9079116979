import type { Finding, Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const scriptTimeoutOverInterval: Rule<KeepalivedSubject> = {
  code: 'keepalived/script-timeout-over-interval',
  severity: 'info',
  title: 'Check may hang longer than its interval',
  why: 'A check that hangs is only counted as failed after its timeout: one longer than the interval makes the failover slower by as much.',
  source: 'keepalived.conf(5), vrrp_script timeout; acassen/keepalived#2469',
  find: ({ keepalived }) =>
    keepalived.scripts.flatMap((script): readonly Finding[] => {
      const { timeoutSeconds, name } = script;
      const interval = script.intervalSeconds?.value ?? 1;
      if (timeoutSeconds === undefined || !isKnown(script, 'interval') || !(timeoutSeconds.value > interval))
        return [];
      return [
        {
          at: timeoutSeconds.at,
          message: `A hanging ${name} is given ${timeoutSeconds.value} s, though it is to run every ${interval} s: each failure of that kind is counted ${timeoutSeconds.value - interval} s later than the interval promises.`,
          remedy: 'choose a timeout that is not longer than the interval.',
        },
      ];
    }),
};
