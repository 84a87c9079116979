import type { SiteView } from '../../status/site-view.ts';

/** What is older says nothing about who holds a VIP now. */
const FRESH_MS = 10_000;

type View = Pick<SiteView, 'vips' | 'nodes' | 'members'>;

/**
 * Whether this node tells people what it sees. One node does: the holder of a VIP, which has its address, is MASTER and was
 * seen a moment ago; of several the first in the order of the spec; without any the first node that answers. A node gives way
 * only to one that it hears itself, so that nodes which do not hear each other all send: twice rather than never.
 */
export function maySend(view: View, node: string): boolean {
  const heard = Object.keys(view.members).filter((name) => name === node || isHeard(view, name));
  // A view without this node in it is none to rely on.
  if (!heard.includes(node)) return true;
  for (const vip of Object.keys(view.vips)) {
    const holder = heard.find((name) => holds(view, vip, name));
    if (holder !== undefined) return holder === node;
  }
  return heard[0] === node;
}

function isHeard(view: View, node: string): boolean {
  const member = view.members[node];
  return member?.reachable === true && (member.ageMs ?? Infinity) <= FRESH_MS;
}

function holds(view: View, vip: string, node: string): boolean {
  const seen = view.vips[vip]?.holders.some((holder) => holder.node === node && holder.ageMs <= FRESH_MS);
  return seen === true && view.nodes[node]?.guests.keepalived.vips[vip]?.role === 'MASTER';
}
