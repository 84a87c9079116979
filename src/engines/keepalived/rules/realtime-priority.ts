import type { Finding, Rule } from '../../../base/rule.ts';
import { entrySpan } from '../grammar/word-span.ts';
import { lastOf } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const realtimePriority: Rule<KeepalivedSubject> = {
  code: 'keepalived/realtime-priority',
  severity: 'warning',
  title: 'Realtime priority gets Keepalived killed',
  why: 'The kernel kills a realtime process that computes longer than its limit, 10 ms by default: Keepalived dies in the middle of a failover.',
  source:
    'measured with 2.2.7: SIGKILL in 4 of 30 moves of a VIP, and 2 to 5 times in 4 reloads, even with a limit of 1 s; without it none, also beside 12 processes that took all the CPU',
  find: ({ keepalived }) =>
    keepalived.globals.flatMap((block): readonly Finding[] => {
      const entry = lastOf(block, 'vrrp_rt_priority');
      if (entry === undefined) return [];
      return [
        {
          at: entrySpan(block.path, entry),
          message:
            'With vrrp_rt_priority the kernel kills the VRRP process when it computes longer than vrrp_rlimit_rttime (10 ms by default): it did so in 4 of 30 moves of a VIP.',
          remedy: 'write "vrrp_priority -10" instead, which gives way to nobody and has no such limit.',
        },
      ];
    }),
};
