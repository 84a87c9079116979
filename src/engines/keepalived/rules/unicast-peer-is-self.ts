import { parseIp } from '../../../base/address.ts';
import type { Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

export const unicastPeerIsSelf: Rule<KeepalivedSubject> = {
  code: 'keepalived/unicast-peer-is-self',
  severity: 'error',
  title: 'Node is its own unicast peer',
  why: 'A node that sends its adverts to itself does not send them to its peer: where it is the only address, each node hears nobody and both hold the VIP.',
  source: 'measured with 2.2.7: accepted without a word; keepalived.conf(5), unicast_peer',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap(({ unicastSource, unicastPeers, name }) => {
      const own = parseIp(unicastSource?.value ?? '')?.address;
      if (own === undefined) return [];
      const isAlone = unicastPeers.every(({ value }) => value === own);
      return unicastPeers
        .filter(({ value }) => value === own)
        .map(({ at }) => ({
          at,
          message: `${name} has its own address ${own} (unicast_src_ip) among its peers${isAlone ? ' and no other: nobody hears it, and every node holds the VIP' : ''}.`,
          remedy: 'put the addresses of the other nodes here, and not that of this one.',
          severity: isAlone ? ('error' as const) : ('warning' as const),
        }));
    }),
};
