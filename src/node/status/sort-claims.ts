import type { HolderMemory } from './holder-memory.ts';
import type { SeenMember } from './seen-member.ts';
import type { Holder, SeenVip } from './site-status.ts';

/**
 * Holders that count, those that do not, and the nodes whose word is missing. Nodes are not seen at the same moment: after a
 * failover the last word of the dead holder still says that it has the VIP, and the standby's, from just before it took over,
 * that it has not. So a claim counts when it was seen after the last other node got the VIP, and an absence when it was seen
 * after the last other node lost it.
 * @param vip as the nodes say it, with those unseen that say nothing
 */
export function sortClaims(
  name: string,
  vip: SeenVip,
  members: Readonly<Record<string, SeenMember>>,
  { claims, last }: HolderMemory,
  nowMs: number,
): SeenVip {
  const counts = (node: string, here: boolean): boolean =>
    Object.entries(claims[name] ?? {})
      .filter(([other, claim]) => other !== node && claim.here === here && claim.sawBegin)
      .every(([, { sinceMs }]) => (members[node]?.seenAt.earliestMs ?? 0) >= sinceMs);
  const having = new Set(vip.holders.map(({ node }) => node));
  const silent = new Set(vip.unseen);
  const holders = vip.holders.filter(({ node }) => counts(node, true));
  const unseen = Object.keys(members).filter(
    (node) => !having.has(node) && (silent.has(node) || !counts(node, false)),
  );
  const overtaken = vip.holders.filter((holder) => !holders.includes(holder));
  const formerly = [...overtaken, ...oldHolders(vip, members, nowMs)];
  const lastHolder = last[name]?.node;
  return {
    address: vip.address,
    addresses: vip.addresses,
    holders,
    ...(unseen.length === 0 ? {} : { unseen }),
    ...(formerly.length === 0 ? {} : { formerly }),
    ...(lastHolder === undefined ? {} : { lastHolder }),
  };
}

/** Nodes whose old word says that they have it. */
function oldHolders(vip: SeenVip, members: Readonly<Record<string, SeenMember>>, nowMs: number): Holder[] {
  return Object.values(members).flatMap(({ node, observation, isFresh }) => {
    if (isFresh || observation === undefined || 'why' in observation.addresses) return [];
    const { fact, atMs } = observation.addresses;
    if (!fact.some((address) => vip.addresses.includes(address))) return [];
    return [{ node, observedBy: node, ageMs: Math.max(0, nowMs - atMs) }];
  });
}
