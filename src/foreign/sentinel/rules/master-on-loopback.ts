import type { Rule } from '../../../base/rule.ts';
import { isLoopback } from '../../is-loopback.ts';
import { monitors } from './monitors.ts';
import type { SentinelSubject } from './subject.ts';

export const masterOnLoopback: Rule<SentinelSubject> = {
  code: 'sentinel/master-on-loopback',
  severity: 'error',
  title: 'The master is watched at a loopback address',
  why: 'Each Sentinel then watches the Redis of its own machine, they find neither one another nor the replicas of the others, and clients who ask where the master is are sent to themselves.',
  source:
    'Redis documentation, "High availability with Redis Sentinel": SENTINEL get-master-addr-by-name, auto discovery',
  find({ sentinel }) {
    return monitors(sentinel)
      .filter(({ host }) => isLoopback(host))
      .map(({ name, host, hostAt }) => ({
        at: hostAt,
        message: `Sentinel tells clients and other Sentinels that ${name} is at ${host}, which each of them takes for itself: no failover can work across machines.`,
        remedy: `write the address of ${name} that the other machines reach.`,
      }));
  },
};
