import type { Finding, Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const unicastWithoutPeers: Rule<KeepalivedSubject> = {
  code: 'keepalived/unicast-without-peers',
  severity: 'error',
  title: 'Unicast source but no peers',
  why: 'With unicast_src_ip and no unicast_peer Keepalived sends by multicast: where that does not pass, both nodes hold the VIP.',
  source:
    'keepalived -t: "A unicast keyword has been specified without any unicast peers. Defaulting to multicast."',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance): readonly Finding[] => {
      const { unicastSource, unicastPeers, name } = instance;
      const isKnownAll = isKnown(instance, 'unicast_peer') && !keepalived.isPartial;
      if (unicastSource === undefined || unicastPeers.length > 0 || !isKnownAll) return [];
      return [
        {
          at: unicastSource.at,
          message: `${name} has a unicast_src_ip and no unicast_peer: Keepalived sends its adverts by multicast, and a network that drops those makes two holders.`,
          remedy: 'write the addresses of the other nodes into "unicast_peer { … }".',
        },
      ];
    }),
};
