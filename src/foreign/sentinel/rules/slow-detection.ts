import { printDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import { masterOption, monitors } from './monitors.ts';
import type { SentinelSubject } from './subject.ts';

/** Of Redis: sentinel.c, SENTINEL_DEFAULT_DOWN_AFTER. */
const DEFAULT_MS = 30_000;

export const slowDetection: Rule<SentinelSubject> = {
  code: 'sentinel/slow-detection',
  severity: 'warning',
  title: 'A dead master is noticed too late',
  why: 'Sentinel begins to think of a failover only when the master was silent for down-after-milliseconds; the election and the promotion come on top.',
  source: 'Redis documentation, "High availability with Redis Sentinel": down-after-milliseconds',
  find({ sentinel, context }) {
    const allowed = context.maxOutageMs;
    if (allowed === undefined) return [];
    return monitors(sentinel).flatMap(({ name, at }) => {
      const said = masterOption(sentinel, 'down-after-milliseconds', name);
      const milliseconds = said === undefined ? DEFAULT_MS : Number(said.value);
      if (!(milliseconds >= allowed)) return [];
      return [
        {
          at: said?.at ?? at,
          message: `${name} may be silent for ${printDuration(milliseconds)}${said === undefined ? " (Sentinel's default)" : ''} before a failover begins; an outage of at most ${printDuration(allowed)} is allowed.`,
          remedy: `set sentinel down-after-milliseconds ${name} to less than ${allowed}, with time left for the failover itself.`,
        },
      ];
    });
  },
};
