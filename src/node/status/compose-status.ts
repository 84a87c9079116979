import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { EngineGuest, FoundationStatus } from '../../foundation/status.ts';
import type { Engine, Pool, Server, Site, Vip } from '../../site/site.ts';
import type { NodeLook, Seen } from './node-look.ts';
import { serverFactsOf } from './server-facts-of.ts';
import type { Holder, SeenEngine, SeenNode, SeenServer, SeenVip, SiteStatus } from './site-status.ts';

type Observations = Readonly<Record<string, NodeLook>>;

/**
 * Puts what was seen of each node together; pure. A node without a look is an error of the caller.
 * @param nowMs what ages are counted from
 * @param vips who holds them; default: who has them on an interface
 */
export function composeStatus(
  site: Site,
  observations: Observations,
  nowMs: number,
  vips: SiteStatus['vips'] = seeVips(site, observations, nowMs, () => 'lab'),
): SiteStatus {
  const facts = new Map(site.nodes.map(({ name }) => [name, factsByServer(observations[name]!)]));
  return {
    site: site.name,
    observedAt: new Date(nowMs).toISOString(),
    vips,
    nodes: Object.fromEntries(site.nodes.map(({ name }) => [name, seenNode(site, observations[name]!)])),
    pools: Object.fromEntries(
      site.pools.map((pool) => {
        const holder = holderOf(site, pool, vips);
        const servers = pool.servers.map((server) => [
          server.name,
          seenServer(site, pool, server, holder, observations, facts, nowMs),
        ]);
        return [pool.name, { servers: Object.fromEntries(servers) }];
      }),
    ),
  };
}

/** @param observer who looked at a node's addresses */
export function seeVips(
  site: Site,
  observations: Observations,
  nowMs: number,
  observer: (node: string) => string,
): SiteStatus['vips'] {
  return Object.fromEntries(
    site.vips.map((vip) => [vip.name, seenVip(site, vip, observations, nowMs, observer)]),
  );
}

function seenVip(
  site: Site,
  vip: Vip,
  observations: Observations,
  nowMs: number,
  observer: (node: string) => string,
): SeenVip {
  const addresses = vip.addresses.map(({ address }) => address);
  const holders = site.nodes.flatMap(({ name }) =>
    holderHere(name, vip.name, addresses, observations[name]!, nowMs, observer),
  );
  const unseen = site.nodes
    .map(({ name }) => name)
    .filter((name) => 'why' in observations[name]!.addresses && 'why' in observations[name]!.foundation);
  return { address: addresses[0]!, addresses, holders, ...(unseen.length === 0 ? {} : { unseen }) };
}

/** Node → `POOL/SERVER` → what is known of it. */
type ServersOf = ReadonlyMap<string, ReadonlyMap<string, ServerFacts>>;

/** A map, since a site may have hundreds of servers. */
function factsByServer(look: NodeLook): ReadonlyMap<string, ServerFacts> {
  return new Map(serverFactsOf(look).map((fact) => [`${fact.pool}/${fact.server}`, fact]));
}

/**
 * The look from outside decides, because it is fresh and a dead foundation cannot spoil it; where the foundation says
 * the same, it is the witness. Without a look the foundation's word counts.
 */
function holderHere(
  node: string,
  vip: string,
  addresses: readonly string[],
  { addresses: look, foundation }: NodeLook,
  nowMs: number,
  observer: (node: string) => string,
): Holder[] {
  const told = factOf(foundation)?.vips[vip];
  const witness = told?.here === true && 'atMs' in foundation;
  const own = (): Holder => ({
    node,
    observedBy: node,
    ageMs: Math.round(told!.ageMs + Math.max(0, nowMs - ('atMs' in foundation ? foundation.atMs : nowMs))),
  });
  if ('why' in look) return witness ? [own()] : [];
  if (!look.fact.some((address) => addresses.includes(address))) return [];
  return witness ? [own()] : [{ node, observedBy: observer(node), ageMs: Math.max(0, nowMs - look.atMs) }];
}

function seenNode(site: Site, { foundation, servers, nginx: nginxLook }: NodeLook): SeenNode {
  const status = factOf(foundation);
  const why = 'why' in foundation ? foundation.why : undefined;
  const socket = 'why' in servers ? servers.why : undefined;
  const nginxWhy = nginxLook !== undefined && 'why' in nginxLook ? nginxLook.why : undefined;
  if (status === undefined) {
    const nothing = { state: 'unknown', pid: undefined, restarts: 0 } as const;
    const engine = { ...nothing, reloads: 0, draining: 0, why: undefined };
    const runs = (one: Engine) => site.services.some((service) => service.engine === one);
    return {
      foundation: { state: 'unknown', pid: undefined, listeners: 0, why },
      guests: {
        haproxy:
          runs('nginx') && !runs('haproxy') ? { ...engine, state: 'unused' } : { ...engine, why: socket },
        ...(runs('nginx') ? { nginx: { ...engine, why: nginxWhy } } : {}),
        keepalived: { ...nothing, vips: {} },
      },
      vips: {},
      findings: [],
    };
  }
  const { haproxy, nginx, keepalived } = status.guests;
  return {
    foundation: { state: status.state, pid: status.pid, listeners: status.listeners.length, why },
    guests: {
      haproxy: seenEngine(haproxy, socket),
      ...(nginx === undefined
        ? {}
        : {
            nginx: seenEngine(nginx, nginxWhy),
          }),
      keepalived: {
        state: keepalived.state,
        pid: keepalived.pid,
        restarts: keepalived.restarts,
        vips: keepalived.vips,
      },
    },
    vips: status.vips,
    findings: status.findings,
  };
}

function seenEngine(
  { state, pid, restarts, reloads, draining }: EngineGuest,
  why: string | undefined,
): SeenEngine {
  return { state, pid, restarts, reloads, draining, why };
}

function seenServer(
  site: Site,
  pool: Pool,
  server: Server,
  holder: string | undefined,
  observations: Observations,
  facts: ServersOf,
  nowMs: number,
): SeenServer {
  const seen = site.nodes.map(({ name }) => {
    const told = sightOf(pool, observations[name]!);
    const mine = facts.get(name)?.get(`${pool.name}/${server.name}`);
    if ('why' in told || mine === undefined) {
      const lastCheck = 'why' in told ? told.why : `${TELLERS[pool.engine]} does not know this server`;
      return { node: name, state: 'unknown', sessions: 0, lastCheck, ageMs: 0 } as const;
    }
    const { state, sessions, lastCheck, sinceMs } = mine;
    const ageMs = Math.max(0, nowMs - told.atMs);
    return { node: name, state, sessions, lastCheck, ageMs, ...(sinceMs === undefined ? {} : { sinceMs }) };
  });
  const own = seen.find(({ node }) => node === holder);
  const counts =
    holder === undefined ? undefined : facts.get(holder)?.get(`${pool.name}/${server.name}`)?.counts;
  const address = server.host.includes(':')
    ? `[${server.host}]:${server.port}`
    : `${server.host}:${server.port}`;
  return {
    address,
    state: own?.state ?? 'unknown',
    sessions: own?.sessions ?? 0,
    lastCheck: own?.lastCheck ?? 'no holder of the VIP is seen',
    ...(counts === undefined ? {} : { counts }),
    observations: seen,
  };
}

/** Who knows the servers of a pool. */
const TELLERS = { haproxy: 'HAProxy', nginx: 'the node' } as const;

/** Where a node's word about the servers of a pool comes from, or why there is none. */
function sightOf({ engine }: Pool, { servers, checked }: NodeLook): { atMs: number } | { why: string } {
  if (engine === 'haproxy') return 'why' in servers ? { why: `HAProxy: ${servers.why}` } : servers;
  if (checked !== undefined) return checked;
  // Of a node that was not heard nothing is known, and why stands there.
  return 'why' in servers ? servers : { why: 'the node runs no nginx yet' };
}

/** The node whose view of a pool counts: who holds a VIP of a service that uses it. */
function holderOf(site: Site, pool: Pool, vips: SiteStatus['vips']): string | undefined {
  return site.services
    .filter(
      ({ pool: main, routes }) => main === pool.name || routes.some((route) => route.pool === pool.name),
    )
    .flatMap((service) => service.vips)
    .flatMap((vip) => vips[vip]?.holders ?? [])
    .map(({ node }) => node)[0];
}

function factOf(seen: Seen<FoundationStatus>): FoundationStatus | undefined {
  return 'fact' in seen ? seen.fact : undefined;
}
