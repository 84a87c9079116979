import type { Rule } from '../../../base/rule.ts';
import { monitors } from './monitors.ts';
import type { SentinelSubject } from './subject.ts';

export const quorumOfOne: Rule<SentinelSubject> = {
  code: 'sentinel/quorum-of-one',
  severity: 'warning',
  title: 'One Sentinel alone declares the master dead',
  why: 'A Sentinel whose own network fails takes the master for dead and asks for a failover although everybody else reaches the master; if it is the only Sentinel nobody can object.',
  source: 'Redis documentation, "High availability with Redis Sentinel": quorum, ODOWN',
  find({ sentinel }) {
    return monitors(sentinel)
      .filter(({ quorum }) => quorum === 1)
      .map(({ name, quorumAt }) => ({
        at: quorumAt,
        message: `Quorum 1 for ${name}: one Sentinel that does not reach the master is enough to call it dead and start a failover.`,
        remedy: 'run three Sentinels on three machines and set the quorum to 2.',
      }));
  },
};
