import type { Finding, Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, membersOf, peersOf, sayVips, sharesVip, sourceOf } from '../vrrp-group.ts';

/** A VIP that only one of the given nodes carries. */
export const singleBalancer: Rule<LintSite> = {
  code: 'pair/single-balancer',
  severity: 'warning',
  title: 'Only one node carries this VIP',
  why: 'A virtual address with one member goes down with that node: it promises a failover that cannot happen.',
  source: 'RFC 5798 section 1 (a virtual router is formed by several)',
  find: (site) => {
    const members = membersOf(site);
    const others = site.nodes.filter(({ keepalived }) => (keepalived?.instances.length ?? 0) > 0);
    if (others.length < 2) return members.flatMap((member) => aloneFinding(member)).slice(0, 1);
    return members.flatMap((member) => {
      const { node } = member;
      if (members.some((other) => other.node.name !== node.name && sharesVip(member, other))) return [];
      return missingFinding(member, members);
    });
  },
};

/** Only one node was given at all: perhaps the other one exists, and its file was left at home. */
function aloneFinding({ instance, node }: Member): Finding[] {
  if (instance.unicastPeers.length > 0 || instance.state?.value !== 'MASTER') return [];
  return [
    {
      at: instance.at,
      message: `${sayVips(instance)}: only the files of one node${/^(?:\.|this node)$/.test(node.name) ? '' : ` (${node.name})`} were given, so that nothing could be compared; if there is no other node, the VIP goes down with this one.`,
      remedy: 'give the files of all nodes together, or add a second node.',
      severity: 'info',
    },
  ];
}

/** Its peers were given too, and do not have it. */
function missingFinding({ instance, node }: Member, members: readonly Member[]): Finding[] {
  const peers = new Set(peersOf(instance).map((peer) => peer?.address));
  const sources = members
    .filter((other) => other.node.name !== node.name)
    .map((other) => ({ other, source: sourceOf(other.instance)?.address }));
  const peer = sources.find(({ source }) => source !== undefined && peers.has(source))?.other.node.name;
  if (peer === undefined) return [];
  return [
    {
      at: instance.at,
      message: `${sayVips(instance)} is on ${node.name} alone: its peer ${peer} has no instance with it and cannot take it.`,
      remedy: `add the same vrrp_instance to ${peer}.`,
    },
  ];
}
