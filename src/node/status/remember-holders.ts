import { seeVips } from './compose-status.ts';
import type { Claim, HolderMemory, LastHolder } from './holder-memory.ts';
import { lookOf, type SeenMember, seeMembers } from './seen-member.ts';
import type { SiteFacts } from './site-facts.ts';
import type { SeenVip } from './site-status.ts';
import { sortClaims } from './sort-claims.ts';

/** The memory after one more look at the site; to be made before the view of the same facts. */
export function rememberHolders(former: HolderMemory, facts: SiteFacts): HolderMemory {
  const { site, nowMs } = facts;
  if (site === undefined) return former;
  const members = seeMembers(facts);
  const looks = Object.fromEntries(Object.values(members).map((member) => [member.node, lookOf(member)]));
  const vips = Object.entries(seeVips(site, looks, nowMs, (node) => node));
  const claims = Object.fromEntries(
    vips.map(([name, vip]) => [name, claimsOf(former.claims[name] ?? {}, vip, members)]),
  );
  const last = vips.flatMap(([name, vip]) => {
    const before = former.last[name];
    const { holders } = sortClaims(name, vip, members, { claims, last: {} }, nowMs);
    const [holder] = holders;
    if (holder === undefined || holders.length > 1)
      return before === undefined ? [] : [[name, before] as const];
    const told = toldSince(members[holder.node], name);
    return [[name, lastOf(holder.node, claims[name]?.[holder.node], before, told)] as const];
  });
  return { claims, last: Object.fromEntries(last) };
}

function claimsOf(
  former: HolderMemory['claims'][string],
  vip: SeenVip,
  members: Readonly<Record<string, SeenMember>>,
): HolderMemory['claims'][string] {
  const having = new Set(vip.holders.map(({ node }) => node));
  const silent = new Set(vip.unseen);
  return Object.fromEntries(
    Object.values(members).flatMap(({ node, seenAt }) => {
      const before = former[node];
      const here = having.has(node);
      // Whoever says nothing is believed to be as it was: when it comes back the beginning is not known.
      if (silent.has(node) || before?.here === here)
        return before === undefined ? [] : [[node, before] as const];
      return [[node, { here, sinceMs: seenAt.latestMs, sawBegin: before !== undefined }] as const];
    }),
  );
}

function lastOf(
  node: string,
  claim: Claim | undefined,
  before: LastHolder | undefined,
  told: string | undefined,
): LastHolder {
  if (claim?.sawBegin === true) return { node, at: new Date(claim.sinceMs).toISOString() };
  return { node, at: (before?.node === node ? before.at : undefined) ?? told };
}

/** The holder's own foundation may have seen the VIP come, before anybody asked. */
function toldSince(member: SeenMember | undefined, vip: string): string | undefined {
  const { foundation } = member?.observation ?? {};
  return foundation !== undefined && 'fact' in foundation ? foundation.fact.vips[vip]?.since : undefined;
}
