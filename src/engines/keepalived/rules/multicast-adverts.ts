import type { Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { VrrpInstance } from '../meaning/meaning.ts';
import type { KeepalivedSubject } from './subject.ts';

export const multicastAdverts: Rule<KeepalivedSubject> = {
  code: 'keepalived/multicast-adverts',
  severity: 'info',
  title: 'Adverts go by multicast',
  why: 'Clouds, container networks and routers drop multicast: then no node hears the other, and all hold the VIP.',
  source: 'acassen/keepalived#1367, #2370; keepalived.conf(5), unicast_peer',
  find: ({ keepalived }) =>
    keepalived.isPartial
      ? []
      : keepalived.instances.filter(isMulticast).map(({ at, name }) => ({
          at,
          message: `${name} sends its adverts by multicast: clouds, many container networks and all routers drop them, and switches with IGMP snooping may.`,
          remedy:
            'name the other nodes in "unicast_peer { … }" and this one in unicast_src_ip, unless all stand on one plain Ethernet.',
        })),
};

/** One without a name is not taken at all. */
function isMulticast(instance: VrrpInstance): boolean {
  return instance.name !== '' && isKnown(instance, 'unicast_peer') && instance.unicastPeers.length === 0;
}
