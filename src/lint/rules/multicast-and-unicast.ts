import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { differing, isUnicast, sayPlace, sayVips, vrrpGroups } from '../vrrp-group.ts';

/** One node sends its adverts to peers, the other to everybody. */
export const multicastAndUnicast: Rule<LintSite> = {
  code: 'pair/multicast-and-unicast',
  severity: 'error',
  title: 'One node multicasts, the other unicasts',
  why:
    'A node with unicast_peer listens on its own address, one without listens to the group 224.0.0.18. Neither hears the ' +
    'other, both become master.',
  source: 'keepalived.conf(5), unicast_peer; RFC 5798 section 5.1.1.2',
  find: (site) =>
    vrrpGroups(site).flatMap((group) =>
      differing(group, ({ instance }) => isUnicast(instance)).map(({ first, other, value }) => {
        const [uni, multi] = value ? [other, first] : [first, other];
        return {
          at: other.instance.unicastPeers[0]?.at ?? other.instance.at,
          message: `${uni.node.name} sends the adverts of ${sayVips(uni.instance)} to unicast peers, ${multi.node.name} sends them to the multicast group (${sayPlace(first.instance.unicastPeers[0]?.at ?? first.instance.at)}): neither hears the other, and both hold the VIP.`,
          remedy: `give ${multi.instance.name} on ${multi.node.name} a unicast_src_ip and a unicast_peer block too.`,
        };
      }),
    ),
};
