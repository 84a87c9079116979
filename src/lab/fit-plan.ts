import { networkOf } from '../base/address.ts';
import type { Link, Member, NetworkPlan } from './network-plan.ts';

/**
 * A wanted network on the wires of a running one, or why a running lab cannot become it: its nodes, their interfaces
 * and what joins them stay as they are.
 */
export function fitPlan(running: NetworkPlan, wanted: NetworkPlan): NetworkPlan | { readonly why: string } {
  const [are, shall] = [nodesOf(running), nodesOf(wanted)];
  if (namesOf(are) !== namesOf(shall)) {
    return { why: `it has the nodes ${namesOf(are)}, and the spec ${namesOf(shall)}` };
  }
  const bridges = new Map<string, string>();
  for (const node of shall) {
    const there = are.find(({ name }) => name === node.name);
    if (textOf(there?.links) !== textOf(node.links)) {
      return { why: `the addresses or interfaces of node ${node.name} are others in the spec` };
    }
    for (const [index, { bridge }] of node.links.entries()) {
      const match = there?.links[index]?.bridge ?? '';
      if ((bridges.get(bridge) ?? match) !== match) {
        return { why: `the spec joins wires of node ${node.name} that are apart` };
      }
      bridges.set(bridge, match);
    }
  }
  if (new Set(bridges.values()).size < bridges.size) {
    return { why: 'the spec parts nodes that are on one wire' };
  }
  const members = wanted.members.map((member) => ({
    ...member,
    links: member.links.map((link) => ({ ...link, bridge: bridges.get(link.bridge) ?? link.bridge })),
  }));
  return { ...wanted, bridges: running.bridges, members };
}

function nodesOf({ members }: NetworkPlan): readonly Member[] {
  return members.filter(({ kind }) => kind === 'node');
}

function namesOf(members: readonly Member[]): string {
  const names = members.map(({ name }) => name);
  return names.sort().join(', ');
}

function textOf(links: readonly Link[] = []): string {
  return links
    .map(({ interface: name, addresses }) =>
      [name, ...addresses.map((one) => `${one.address} in ${networkOf(one)}`)].join(' '),
    )
    .join('; ');
}
