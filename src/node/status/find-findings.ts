import { findNodeFindings } from './find-node-findings.ts';
import { findPeerFindings } from './find-peer-findings.ts';
import { findServerFindings } from './find-server-findings.ts';
import { findVipFindings } from './find-vip-findings.ts';
import type { FindingFacts, Found } from './found.ts';
import type { NodeFinding } from './node-observation.ts';
import { seeSite } from './see-site.ts';

/**
 * What needs a person, as this node sees it: about itself and about the whole site. Pure; the same code and subject is one
 * finding and keeps the moment at which it was found first.
 */
export function findFindings(facts: FindingFacts): readonly NodeFinding[] {
  const sight = { ...facts, ...seeSite(facts, facts.since, facts.status) };
  const all = [
    ...findVipFindings(sight),
    ...findPeerFindings(sight),
    ...findServerFindings(sight),
    ...findNodeFindings(sight),
  ];
  const now = new Date(facts.nowMs).toISOString();
  const former = new Map(facts.former.map((finding) => [keyOf(finding), finding.at]));
  const found = new Map<string, NodeFinding>();
  for (const finding of all) {
    const key = keyOf(finding);
    if (!found.has(key)) found.set(key, { ...finding, at: former.get(key) ?? now });
  }
  return [...found.values()];
}

function keyOf({ code, about }: Pick<Found, 'code' | 'about'>): string {
  return `${code} ${about}`;
}
