import { printDuration } from '../../../base/duration.ts';
import type { Rule } from '../../../base/rule.ts';
import { leaseTimes } from './lease-times.ts';
import type { PatroniSubject } from './subject.ts';

export const slowFailover: Rule<PatroniSubject> = {
  code: 'patroni/slow-failover',
  severity: 'warning',
  title: 'The lease alone outlasts the allowed outage',
  why: 'When the primary dies nobody may take its place before its lease has run out: ttl, up to loop_wait after the last renewal, is the least that writes stand still.',
  source: 'Patroni documentation, "Dynamic Configuration Settings": ttl',
  find({ patroni, context }) {
    const times = leaseTimes(patroni);
    const allowed = context.maxOutageMs;
    if (times === undefined || allowed === undefined || times.ttl * 1000 <= allowed) return [];
    return [
      {
        at: times.at,
        message: `A dead primary keeps its lease for up to ${times.ttl} s before a replica is promoted; an outage of at most ${printDuration(allowed)} is allowed.`,
        remedy:
          'make ttl, loop_wait and retry_timeout smaller together (ttl at least loop_wait + 2 × retry_timeout).',
      },
    ];
  },
};
