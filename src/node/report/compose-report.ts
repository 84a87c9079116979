import { certificatesOf } from '../check/judge-certificates.ts';
import type { JournalEvent } from '../journal/record.ts';
import { enginesOf } from '../status/engines-of.ts';
import type { SeenNode } from '../status/site-status.ts';
import type { SiteView } from '../status/site-view.ts';
import { findOutages } from './find-outages.ts';
import type { Outage, Report, ReportFacts, ReportNode, ReportPool, ReportVip } from './report.ts';

/** Events that are many, and told again by others or by a table of the report. */
const ORDINARY = new Set([
  'finding-new',
  'finding-gone',
  'haproxy-serves',
  'haproxy-healthy',
  'nginx-serves',
  'nginx-healthy',
  'vrrp',
  'intent-heard',
  'refused',
]);
const MOST_EVENTS = 100;

/** The report of a site from what was asked of it; pure. */
export function composeReport(facts: ReportFacts): Report {
  const { view, revisions, drift, events, journal, fromMs, toMs } = facts;
  const outages = findOutages(events.all, toMs);
  const notable = events.all.filter(({ kind }) => !ORDINARY.has(kind));
  return {
    version: 1,
    site: view.site,
    at: new Date(toMs).toISOString(),
    from: new Date(fromMs).toISOString(),
    seenBy: view.seenBy,
    verdict: view.verdict,
    sentence: view.sentence,
    redundancy: view.redundancy,
    findings: view.findings,
    vips: Object.keys(view.vips).map((vip) => composeVip(view, vip, events.all, outages)),
    nodes: Object.keys(view.nodes).map((node) => composeNode(view, node)),
    pools: Object.keys(view.pools).map((pool) => composePool(view, pool)),
    intents: view.intents,
    drift,
    certificates: certificatesOf(view),
    revisions: revisions.map(({ routerIds: _, ...revision }) => revision),
    events: {
      first: events.all[0]?.at,
      isComplete: events.isComplete,
      counts: countKinds(events.all),
      notable: notable.slice(-MOST_EVENTS),
      leftOut: Math.max(0, notable.length - MOST_EVENTS),
    },
    outages,
    journal,
  };
}

function composeVip(
  { vips, nodes, holderSince }: SiteView,
  name: string,
  events: readonly JournalEvent[],
  outages: readonly Outage[],
): ReportVip {
  const { addresses, holders, unseen = [] } = vips[name]!;
  const ofVip = outages.filter(({ vip }) => vip === name);
  return {
    name,
    addresses,
    holders: holders.map(({ node }) => node),
    unseen,
    since: holderSince[name],
    nodes: Object.fromEntries(Object.entries(nodes).map(([node, seen]) => [node, sayFitness(seen, name)])),
    moves: events.filter(({ kind, fields }) => kind === 'vip-moved' && fields['vip'] === name).length,
    outageMs: ofVip.reduce((sum, { ms }) => sum + ms, 0),
  };
}

function sayFitness({ foundation, vips, guests }: SeenNode, vip: string): string {
  if (foundation.state === 'unknown') return `not known: ${foundation.why ?? 'no answer'}`;
  const role = guests.keepalived.vips[vip]?.role ?? 'unknown';
  const health = vips[vip];
  if (health === undefined) return 'not known';
  return health.healthy ? `fit (${role})` : `unfit (${role}): ${health.reason ?? 'it does not say why'}`;
}

function composeNode({ nodes, members }: SiteView, name: string): ReportNode {
  const { foundation, guests } = nodes[name]!;
  const member = members[name];
  const { keepalived } = guests;
  return {
    name,
    reachable: member?.reachable ?? false,
    ageMs: member?.ageMs,
    why: member?.why,
    version: member?.daemon?.version,
    startedAt: member?.daemon?.startedAt,
    foundation: foundation.state,
    engines: enginesOf(guests).map(([engine, { state, restarts, reloads }]) => ({
      engine,
      state,
      restarts,
      reloads,
    })),
    keepalived: { state: keepalived.state, restarts: keepalived.restarts },
    revision: member?.release?.revision,
    digest: member?.release?.digest,
    paused: member?.paused,
  };
}

function composePool({ pools }: SiteView, name: string): ReportPool {
  const servers = Object.entries(pools[name]!.servers);
  return {
    name,
    up: servers.filter(([, { state }]) => state === 'up').length,
    servers: servers.map(([server, { address, state, sessions, lastCheck, observations }]) => ({
      name: server,
      address,
      state,
      sessions,
      lastCheck,
      otherwise: observations
        .filter((one) => one.state !== state && one.state !== 'unknown')
        .map((one) => `${one.node}: ${one.state}`),
    })),
  };
}

function countKinds(events: readonly JournalEvent[]): Report['events']['counts'] {
  return [...Map.groupBy(events, ({ kind }) => kind)]
    .map(([kind, all]) => ({ kind, count: all.length }))
    .sort((left, right) => right.count - left.count || (left.kind < right.kind ? -1 : 1));
}
