import type { Site } from '../../site/site.ts';
import { composeStatus, seeVips } from './compose-status.ts';
import { type HolderMemory, NO_MEMORY } from './holder-memory.ts';
import type { NodeLook } from './node-look.ts';
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

/** @param known the status that these facts come to, where it was composed before; default: composed here */
export function seeSite(
  facts: SiteFacts,
  memory: HolderMemory = NO_MEMORY,
  known: SiteStatus | undefined = undefined,
): SiteSight {
  const members = seeMembers(facts);
  return { ...facts, members, status: known ?? statusOf(facts, members, memory) };
}

/** Who holds each VIP; a site may have hundreds of servers, which are not looked at for that. */
export function seeHolders(facts: SiteFacts, memory: HolderMemory): SiteStatus['vips'] {
  const members = seeMembers(facts);
  return facts.site === undefined ? {} : vipsOf(facts.site, looksOf(members), facts, members, memory);
}

type Members = SiteSight['members'];
type Looks = Readonly<Record<string, NodeLook>>;

function statusOf(facts: SiteFacts, members: Members, memory: HolderMemory): SiteStatus {
  const { site, own, nowMs } = facts;
  if (site === undefined)
    return { site: own.site, observedAt: new Date(nowMs).toISOString(), vips: {}, nodes: {}, pools: {} };
  const looks = looksOf(members);
  return composeStatus(site, looks, nowMs, vipsOf(site, looks, facts, members, memory));
}

function looksOf(members: Members): Looks {
  return Object.fromEntries(Object.values(members).map((member) => [member.node, lookOf(member)]));
}

function vipsOf(
  site: Site,
  looks: Looks,
  { nowMs }: SiteFacts,
  members: Members,
  memory: HolderMemory,
): SiteStatus['vips'] {
  const raw = seeVips(site, looks, nowMs, (node) => node);
  return Object.fromEntries(
    Object.entries(raw).map(([name, vip]) => [name, sortClaims(name, vip, members, memory, nowMs)]),
  );
}
