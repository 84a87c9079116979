import type { Finding, Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const checkSlowerThanMaxOutage: Rule<KeepalivedSubject> = {
  code: 'keepalived/check-slower-than-max-outage',
  severity: 'warning',
  title: 'Check sees a failure too late',
  why: 'A failed service is noticed after fall checks, one interval apart: until then clients are sent to it.',
  source:
    'keepalived.conf(5), vrrp_script; measured: interval 2, fall 3: 8.8 s from the death of HAProxy to the new holder',
  find: ({ keepalived, context: { maxOutageMs } }) =>
    maxOutageMs === undefined
      ? []
      : keepalived.scripts.flatMap((script): readonly Finding[] => {
          if (['interval', 'timeout', 'fall'].some((keyword) => !isKnown(script, keyword))) return [];
          const interval = script.intervalSeconds?.value ?? 1;
          const timeout = script.timeoutSeconds?.value ?? interval;
          const fall = script.fall?.value ?? 1;
          const deadMs = Math.round(interval * fall * 1000);
          const hungMs = Math.round((interval + (fall - 1) * Math.max(interval, timeout) + timeout) * 1000);
          if (!(hungMs > maxOutageMs)) return [];
          return [
            {
              at: script.intervalSeconds?.at ?? script.at,
              message: `${script.name} needs up to ${deadMs} ms to see that the service is dead (interval ${interval} s × fall ${fall}) and ${hungMs} ms when it hangs (timeout ${timeout} s), before the VIP even begins to move; ${maxOutageMs} ms are allowed.`,
              remedy: 'shorten interval, timeout or fall, or let a track_file say it, which counts at once.',
            },
          ];
        }),
};
