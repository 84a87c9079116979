import type { Rule } from '../../../base/rule.ts';
import { leaseTimes } from './lease-times.ts';
import type { PatroniSubject } from './subject.ts';

export const leaseTooShort: Rule<PatroniSubject> = {
  code: 'patroni/lease-too-short',
  severity: 'warning',
  title: 'The leader lease ends before a retry does',
  why: 'The primary renews its lease once in loop_wait, and a slow store may take up to two retry_timeouts to answer: a lease that is shorter runs out although everything works, and the primary is demoted.',
  source: 'Patroni documentation, "Dynamic Configuration Settings": loop_wait + 2 * retry_timeout <= ttl',
  find({ patroni }) {
    const times = leaseTimes(patroni);
    if (times === undefined) return [];
    const { ttl, loopWait, retryTimeout, at } = times;
    const needed = loopWait + 2 * retryTimeout;
    if (ttl >= needed) return [];
    return [
      {
        at,
        message: `ttl is ${ttl} s, but loop_wait (${loopWait} s) and two retry_timeouts (${retryTimeout} s each) take ${needed} s: a slow answer of the store demotes a primary that works.`,
        remedy: `set ttl to at least ${needed}, or make loop_wait and retry_timeout smaller.`,
      },
    ];
  },
};
