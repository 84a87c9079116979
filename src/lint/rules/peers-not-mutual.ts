import type { Finding, Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { isUnicast, type Member, peersOf, sayVips, sourceOf, vrrpGroups } from '../vrrp-group.ts';

/** A node that does not send its adverts to where the other one expects them from. */
export const peersNotMutual: Rule<LintSite> = {
  code: 'pair/peers-not-mutual',
  severity: 'error',
  title: 'Unicast peers do not name each other',
  why:
    'Unicast adverts go only to the listed peers. A node that is in nobody’s list hears nothing, believes that it is alone, ' +
    'and takes the VIP while the other one still has it.',
  source: 'keepalived.conf(5), unicast_peer; measured: with one wrong peer both nodes hold the VIP',
  find: (site) =>
    vrrpGroups(site).flatMap((group) =>
      group.flatMap((member) =>
        group.filter((other) => other !== member).flatMap((other) => missingPeer(member, other)),
      ),
    ),
};

/** `member` does not send to the address that `other` says it sends from. */
function missingPeer(member: Member, other: Member): Finding[] {
  const { instance, node } = member;
  const theirs = sourceOf(other.instance);
  if (!isUnicast(instance) || !isUnicast(other.instance)) return [];
  const peers = peersOf(instance);
  if (theirs === undefined || peers.some((peer) => peer === undefined)) return [];
  if (peers.some((peer) => peer?.address === theirs.address)) return [];
  const [first] = instance.unicastPeers;
  return [
    {
      at: first?.at ?? instance.at,
      message: `${node.name} sends the adverts of ${sayVips(instance)} to ${instance.unicastPeers.map(({ value }) => value).join(', ')}, but ${other.node.name} has the address ${theirs.address} (unicast_src_ip): ${other.node.name} hears nothing and takes the VIP as well.`,
      remedy: `write ${theirs.address} into unicast_peer of ${instance.name} on ${node.name}.`,
    },
  ];
}
