import type { Finding, Rule } from '../../../base/rule.ts';
import { wordSpan } from '../grammar/word-span.ts';
import { linesOf } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const broadcastIsVip: Rule<KeepalivedSubject> = {
  code: 'keepalived/broadcast-is-vip',
  severity: 'error',
  title: 'Broadcast address is the VIP itself',
  why: 'Packets to a broadcast address are not answered as those to a host: the VIP is on the interface and cannot be reached.',
  source: 'acassen/keepalived#565; measured with 2.2.7: accepted without a word',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance) =>
      ['virtual_ipaddress', 'virtual_ipaddress_excluded'].flatMap((keyword) =>
        linesOf(instance, keyword).flatMap(({ words }): readonly Finding[] => {
          const at = words.findIndex(({ value }) => value === 'brd' || value === 'broadcast');
          const broadcast = words[at + 1];
          const address = words[0]?.value.split('/')[0];
          if (at < 0 || broadcast === undefined || broadcast.value !== address) return [];
          return [
            {
              at: wordSpan(instance.path, broadcast),
              message: `The broadcast address of ${words[0]?.value} is the VIP itself: the kernel takes packets to it for broadcasts, and no connection is possible.`,
              remedy: 'Remove "brd" and the address behind it, or write the last address of the subnet.',
            },
          ];
        }),
      ),
    ),
};
