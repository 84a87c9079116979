import type { Finding, Rule } from '../../../base/rule.ts';
import { isKnown, numberOf } from '../meaning/entries.ts';
import { priorityOf } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

/** Beyond it the takeover is worth a word even if nobody said what is allowed. */
const LONG_SECONDS = 5;

export const takeoverTooSlow: Rule<KeepalivedSubject> = {
  code: 'keepalived/takeover-too-slow',
  severity: 'info',
  title: 'Adverts so rare that takeover takes long',
  why: 'The other node takes over after three missing adverts and a skew: advert_int decides how long a dead node keeps the VIP.',
  source:
    'RFC 5798 section 6.1: Master_Down_Interval = 3 × advert + skew; measured: 2.8 s with adverts of 1 s, 0.35 s with 100 ms',
  find: ({ keepalived, context: { maxOutageMs } }) =>
    keepalived.instances.flatMap((instance): readonly Finding[] => {
      const priority = priorityOf(instance);
      if (
        priority === undefined ||
        !isKnown(instance, 'advert_int') ||
        !isKnown(instance, 'down_timer_adverts')
      )
        return [];
      const advert = instance.advertSeconds?.value ?? 1;
      const adverts = numberOf(instance, 'down_timer_adverts')?.value ?? 3;
      const takesMs = Math.round((adverts + (256 - priority) / 256) * advert * 1000);
      const isTooSlow = maxOutageMs !== undefined && takesMs > maxOutageMs;
      if (!isTooSlow && !(advert > LONG_SECONDS)) return [];
      const allowed = isTooSlow ? `; ${maxOutageMs} ms are allowed` : '';
      return [
        {
          at: instance.advertSeconds?.at ?? instance.at,
          message: `When its peer is gone, ${instance.name} waits ${takesMs} ms before it takes the VIP (${adverts} adverts of ${advert} s and the skew of priority ${priority})${allowed}.`,
          remedy: 'lower advert_int on every node alike; below 1 s it needs version 3.',
          ...(isTooSlow ? { severity: 'warning' as const } : {}),
        },
      ];
    }),
};
