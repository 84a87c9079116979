import type { Finding, Rule } from '../../../base/rule.ts';
import { wordSpan } from '../grammar/word-span.ts';
import { linesOf } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const broadcastIsVip: Rule<KeepalivedSubject> = {
  code: 'keepalived/broadcast-is-vip',
  severity: 'warning',
  title: 'Broadcast address is the VIP itself',
  why: 'The kernel then has a broadcast route to the address of the service beside the local one, and what is sent to all neighbours goes nowhere.',
  source:
    'acassen/keepalived#565; measured: Keepalived 2.2.7 accepts it without a word, and the table of local routes then has both local and broadcast 192.0.2.10',
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
              message: `The broadcast address of ${words[0]?.value} is the VIP itself: the kernel gets a broadcast route to the address that the service listens on, and broadcasts sent from it reach no neighbour.`,
              remedy: 'remove "brd" and the address behind it, or write the last address of the subnet.',
            },
          ];
        }),
      ),
    ),
};
