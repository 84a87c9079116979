import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { FoundationStatus } from '../../foundation/status.ts';
import type { Pool, Server, Site } from '../../site/site.ts';
import type { NodeLook, Seen } from '../status/node-look.ts';
import { serverFactsOf } from '../status/server-facts-of.ts';

/** Of the servers that a pool has lost; the rest are counted. */
const MOST_NAMED = 5;

/** What a node must be like to be called healthy after a change. */
export interface Expected {
  readonly site: Site;
  /** What was in force before; undefined = nothing. */
  readonly former: Site | undefined;
  readonly node: string;
  /** How the node was before; undefined = it is new. */
  readonly before: NodeLook | undefined;
  /** VIPs that may come or go by this change. */
  readonly mayMove: readonly string[];
  /** VIPs that it has to hold, whether it did before or not. */
  readonly mustHold: readonly string[];
}

/**
 * What keeps a node from being as healthy as before, one phrase each; empty = its guests run, it holds the VIPs that it
 * held, and of each pool as many servers answer, new and changed ones aside. Checks that have no result yet count as a reason.
 */
export function judgeHealth(expected: Expected, now: NodeLook): readonly string[] {
  const foundation = factOf(now.foundation);
  if (foundation === undefined) return [`its foundation does not answer: ${whyOf(now.foundation)}`];
  const isMember = expected.site.nodes.some(({ name }) => name === expected.node);
  return [
    ...(isMember ? guestReasons(foundation) : []),
    ...vipReasons(expected, now),
    ...(isMember ? serverReasons(expected, now) : []),
  ];
}

/** Whether a node has a VIP on an interface; undefined = it could not be seen. */
export function holdsVip(look: NodeLook, addresses: readonly string[], vip: string): boolean | undefined {
  const seen = factOf(look.addresses);
  if (seen !== undefined) return seen.some((address) => addresses.includes(address));
  return factOf(look.foundation)?.vips[vip]?.here;
}

function guestReasons({ state, guests, vips }: FoundationStatus): string[] {
  return [
    ...(state === 'running' ? [] : [`its foundation is ${state}`]),
    ...(['running', 'unused'].includes(guests.haproxy.state) ? [] : [`haproxy is ${guests.haproxy.state}`]),
    ...(guests.nginx === undefined || guests.nginx.state === 'running'
      ? []
      : [`nginx is ${guests.nginx.state}`]),
    // Without a VIP there is nothing for Keepalived to do.
    ...(guests.keepalived.state === 'running' || Object.keys(vips).length === 0
      ? []
      : [`keepalived is ${guests.keepalived.state}`]),
    ...Object.entries(vips).flatMap(([vip, { healthy, reason }]) =>
      healthy ? [] : [`it cannot serve VIP ${vip}: ${reason ?? 'it does not say why'}`],
    ),
  ];
}

function vipReasons({ site, former, before, mayMove, mustHold }: Expected, now: NodeLook): string[] {
  return site.vips.flatMap(({ name, addresses }) => {
    const own = addresses.map(({ address }) => address);
    if (mustHold.includes(name))
      return holdsVip(now, own, name) === true ? [] : [`it does not hold VIP ${name}`];
    if (before === undefined || mayMove.includes(name)) return [];
    const was = former?.vips.find((vip) => vip.name === name);
    const held = holdsVip(before, was?.addresses.map(({ address }) => address) ?? own, name);
    const holds = holdsVip(now, own, name);
    if (held === holds || held === undefined) return [];
    if (holds === undefined) return [`whether it holds VIP ${name} cannot be seen`];
    return [holds ? `it has taken VIP ${name}` : `it has lost VIP ${name}`];
  });
}

function serverReasons({ site, former, before }: Expected, now: NodeLook): string[] {
  if ('why' in now.servers) return [`haproxy does not answer: ${whyOf(now.servers)}`];
  // Pools of hundreds are judged again and again: each server is looked up, not searched for.
  const present = byName(serverFactsOf(now));
  const earlier = byName(before === undefined ? [] : serverFactsOf(before));
  return site.pools.flatMap((pool) => {
    const was = former?.pools.find(({ name }) => name === pool.name);
    const formerly = new Map(was?.servers.map((server) => [server.name, server]));
    const same = pool.servers.filter((server) => isSame(server, formerly.get(server.name)));
    const nameOf = ({ name }: Server) => `${pool.name}/${name}`;
    const up = same.filter((server) => answers(was, earlier.get(nameOf(server))));
    const still = new Set(same.filter((server) => answers(pool, present.get(nameOf(server)))));
    if (still.size >= up.length) return [];
    const lost = up
      .filter((server) => !still.has(server))
      .map((server) => `${server.name} (${wordsOf(present.get(nameOf(server)))})`);
    return [
      `pool ${pool.name}: ${still.size} of the ${up.length} servers answer that did before; not ${firstOf(lost)}`,
    ];
  });
}

function firstOf(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
}

function isSame(server: Server, former: Server | undefined): boolean {
  return (
    former !== undefined &&
    former.host === server.host &&
    former.port === server.port &&
    former.weight === server.weight &&
    former.checkPort === server.checkPort
  );
}

/** Up by a check that has been made, where there is one. HAProxy calls a server up until the first one has failed. */
function answers(pool: Pool | undefined, facts: ServerFacts | undefined): boolean {
  if (facts === undefined || (facts.state !== 'up' && facts.state !== 'drain')) return false;
  return pool?.check === undefined || /^L\d?OK/.test(facts.lastCheck);
}

function byName(facts: readonly ServerFacts[]): ReadonlyMap<string, ServerFacts> {
  return new Map(facts.map((one) => [`${one.pool}/${one.server}`, one]));
}

function wordsOf(facts: ServerFacts | undefined): string {
  return facts === undefined ? 'not known to its engine' : `${facts.state}, ${facts.lastCheck}`;
}

function factOf<Fact>(seen: Seen<Fact>): Fact | undefined {
  return 'fact' in seen ? seen.fact : undefined;
}

function whyOf(seen: Seen<unknown>): string {
  return 'why' in seen ? seen.why : '';
}
