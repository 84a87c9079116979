import { composeStatus, seeVips } from './compose-status.ts';
import { type HolderMemory, NO_MEMORY } from './holder-memory.ts';
import { lookOf, type SeenMember, seeMembers } from './seen-member.ts';
import type { SiteFacts } from './site-facts.ts';
import type { SiteStatus } from './site-status.ts';
import { sortClaims } from './sort-claims.ts';

/** The site as it is seen; nothing is judged yet. */
export interface SiteSight extends SiteFacts {
  readonly status: SiteStatus;
  /** Every node of the site in its order, and ourselves. */
  readonly members: Readonly<Record<string, SeenMember>>;
}

export function seeSite(facts: SiteFacts, memory: HolderMemory = NO_MEMORY): SiteSight {
  const { site, own, nowMs } = facts;
  const members = seeMembers(facts);
  if (site === undefined) {
    const observedAt = new Date(nowMs).toISOString();
    return { ...facts, members, status: { site: own.site, observedAt, vips: {}, nodes: {}, pools: {} } };
  }
  const looks = Object.fromEntries(Object.values(members).map((member) => [member.node, lookOf(member)]));
  const raw = seeVips(site, looks, nowMs, (node) => node);
  const vips = Object.fromEntries(
    Object.entries(raw).map(([name, vip]) => [name, sortClaims(name, vip, members, memory, nowMs)]),
  );
  return { ...facts, members, status: composeStatus(site, looks, nowMs, vips) };
}
