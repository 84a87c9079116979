import { Fault } from '../../base/fault.ts';
import type { FoundationStatus } from '../../foundation/status.ts';
import type { Pool, Site } from '../../site/site.ts';
import { compileIntents } from '../intents/compile-intents.ts';
import { inForce } from '../intents/in-force.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import { STALE_MS } from '../status/site-facts.ts';
import type { BalanceAround } from './balance-around.ts';
import type { PoolSessions, ServerSessions } from './balance-orders.ts';
import { countSessions, type NodeCounts } from './count-sessions.ts';
import { deciderOf } from './decider-of.ts';
import { type HaproxyProcess, withProcesses } from './haproxy-processes.ts';
import { hindranceOf } from './hindrance.ts';
import { loadsOf } from './loads-of.ts';
import type { PoolSight } from './pool-sight.ts';

type Counted = Readonly<Record<string, ServerSessions>>;

/** Counts of a pool on this node and on those that are heard. */
export interface SiteCounted extends PoolSight {
  /** Node → its counts; this one and those that take part. */
  readonly nodes: Readonly<Record<string, Counted>>;
}

/** Sessions of the whole site, by pool: this node's from its HAProxy processes, the others' by their word. */
export class SiteCounts {
  readonly #around: BalanceAround;

  constructor(around: BalanceAround) {
    this.#around = around;
  }

  /** Does something with the HAProxy processes of this node. @throws Fault when the newest does not answer */
  async withOwn<Result>(work: (processes: readonly HaproxyProcess[]) => Promise<Result>): Promise<Result> {
    const { runDir, observation } = this.#around;
    return await withProcesses(runDir, foundationOf(await observation()), work);
  }

  /** The site as operators want it: with the servers that have come since it was applied. */
  site(): Site | undefined {
    const { site, intents, now } = this.#around;
    const accepted = site();
    return accepted && compileIntents(accepted, inForce(intents(), now()));
  }

  async hindrance(): Promise<string | undefined> {
    const { node, runDir, intents, isBusy, words, now } = this.#around;
    const isTrialOn = Object.values(words()).some(
      ({ observation, heardAtMs }) =>
        observation?.release.trial !== undefined && now() - heardAtMs <= STALE_MS,
    );
    return await hindranceOf({
      node,
      runDir,
      intents: intents(),
      isBusy: isBusy() || isTrialOn,
      nowMs: now(),
    });
  }

  /** @param own what was just counted; undefined = this node's HAProxy does not answer */
  async see(site: Site, pool: Pool, own: NodeCounts | undefined): Promise<SiteCounted> {
    const { node, view, now } = this.#around;
    const [seen, hindrance, peers] = await Promise.all([
      view(),
      this.hindrance(),
      this.#peers(site, pool.name),
    ]);
    const mine = own?.pools[pool.name] ?? {};
    const others = peers ?? {};
    return {
      nowMs: now(),
      loads: own && loadsOf(pool, own.servers, mine, Object.values(others), this.#drained(pool.name)),
      hindrance,
      decider: deciderOf(site, pool.name, seen),
      isAlone: peers === undefined,
      nodes: { [node]: mine, ...others },
    };
  }

  #drained(pool: string): ReadonlySet<string> {
    const { intents, now } = this.#around;
    const wishes = inForce(intents(), now()).map(({ wish }) => wish);
    return new Set(
      wishes.flatMap((wish) => (wish.kind === 'server-state' && wish.pool === pool ? [wish.server] : [])),
    );
  }

  /** Looks at one pool alone. */
  async look(pool: string): Promise<SiteCounted | undefined> {
    const site = this.site();
    const known = site?.pools.find(({ name }) => name === pool);
    if (site === undefined || known === undefined) return undefined;
    return await this.see(site, known, await this.own());
  }

  /** undefined = this node's HAProxy does not answer. */
  async own(): Promise<NodeCounts | undefined> {
    try {
      return await this.withOwn(countSessions);
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  }

  /** The other nodes' counts; undefined = one is out of reach. */
  async #peers(site: Site, pool: string): Promise<Readonly<Record<string, Counted>> | undefined> {
    const { node, words, now } = this.#around;
    const names = site.nodes.map(({ name }) => name).filter((name) => name !== node);
    const heard = words();
    const counts = await Promise.all(
      names.map(async (name) => {
        const word = heard[name];
        if (word?.observation === undefined || now() - word.heardAtMs > STALE_MS) return undefined;
        const counted = await this.#peer(name, word.observation, pool);
        return counted && ([name, counted] as const);
      }),
    );
    const known = counts.filter((one) => one !== undefined);
    return known.length === names.length ? Object.fromEntries(known) : undefined;
  }

  /** A peer without sessions of the pool, which is what most are, needs not be asked: its last word says so. */
  async #peer(name: string, observation: NodeObservation, pool: string): Promise<Counted | undefined> {
    const told = 'fact' in observation.servers ? observation.servers.fact : undefined;
    if (told === undefined) return undefined;
    const servers = told.filter((server) => server.pool === pool && server.sessions > 0);
    const hasOld = (foundationOf(observation)?.guests.haproxy.old ?? []).some(
      ({ sessions }) => sessions !== 0,
    );
    if (servers.length === 0 && !hasOld) return {};
    try {
      const said: PoolSessions | undefined = await this.#around.doors().get(name)?.poolSessions(pool);
      return said?.servers;
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  }
}

function foundationOf({ foundation }: NodeObservation): FoundationStatus | undefined {
  return 'fact' in foundation ? foundation.fact : undefined;
}
