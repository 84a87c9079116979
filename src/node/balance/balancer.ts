import { Fault } from '../../base/fault.ts';
import type { Pool, Rebalance, Site } from '../../site/site.ts';
import { inForce, pauseOf } from '../intents/in-force.ts';
import type { Trouble } from '../status/found.ts';
import type { BalanceAround } from './balance-around.ts';
import { hindered, noDecider, notRebalanced } from './balance-faults.ts';
import type { BalanceOrder, MovedSessions, MoveOrder, PoolSessions } from './balance-orders.ts';
import type { BalanceView } from './balance-view.ts';
import { countSessions, type NodeCounts } from './count-sessions.ts';
import { DeadServers } from './dead-servers.ts';
import { Means } from './means.ts';
import { OwnMover } from './own-mover.ts';
import { type BalanceFigures, PoolBalance } from './pool-balance.ts';
import { type SiteCounted, SiteCounts } from './site-counts.ts';

/** How soon it is seen that a server has come or gone, and that sessions are not evenly spread. */
const BEAT_MS = 500;

/** Keeps the sessions of pools with `rebalance` evenly spread, and closes those of dead servers where that is wanted. */
export class Balancer {
  readonly #around: BalanceAround;
  readonly #counts: SiteCounts;
  readonly #dead: DeadServers;
  readonly #own: OwnMover;
  readonly #means: Means;
  readonly #pools = new Map<string, PoolBalance>();
  /** As each pool was counted last. */
  readonly #sights = new Map<string, SiteCounted>();
  #moving: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(around: BalanceAround) {
    this.#around = around;
    this.#counts = new SiteCounts(around);
    this.#dead = new DeadServers(around.tell);
    this.#own = new OwnMover(around.now);
    this.#means = new Means(around, (order) => this.moveSessions(order));
  }

  start(): void {
    const beat = async () => {
      // Whatever goes wrong is told, and the next beat comes.
      await this.#beat().catch(this.#around.onBug);
      if (!this.#isClosed) this.#timer = setTimeout(() => void beat(), BEAT_MS);
    };
    void beat();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const pool of this.#pools.values()) pool.stop('the end of the daemon');
  }

  /** Of the pools that this node decides about. */
  get own(): readonly BalanceView[] {
    return [...this.#pools.values()].filter(({ isDecider }) => isDecider).map((pool) => pool.view());
  }

  /** Sessions moved and runs ended since the daemon started, by pool. */
  get figures(): Readonly<Record<string, BalanceFigures>> {
    return Object.fromEntries([...this.#pools].map(([name, pool]) => [name, pool.figures]));
  }

  get troubles(): readonly Trouble[] {
    return [...this.#dead.troubles, ...[...this.#pools.values()].flatMap(({ troubles }) => troubles)];
  }

  async views(): Promise<readonly BalanceView[]> {
    const words = this.#around.words();
    return rebalanced(this.#around.site()).map(({ name }) => {
      const pool = this.#pool(name);
      const view = pool.view();
      if (pool.isDecider || view.decider === undefined) return view;
      const theirs = words[view.decider]?.observation?.balances;
      return theirs?.find((one) => one.pool === name) ?? view;
    });
  }

  /** @throws Fault `balance/not-rebalanced`, `balance/no-decider`, `balance/hindered` */
  async order(order: BalanceOrder): Promise<BalanceView> {
    const { node, doors } = this.#around;
    const { decider } = await this.#look(order.pool);
    if (decider === node) return await this.steer(order);
    const door = decider === undefined ? undefined : doors().get(decider);
    if (door === undefined) throw noDecider(order.pool, decider);
    return await door.steerBalance(order);
  }

  /** @throws Fault, as `order` */
  async steer(order: BalanceOrder): Promise<BalanceView> {
    const sight = await this.#look(order.pool);
    const pool = this.#pool(order.pool);
    if (sight.decider !== this.#around.node) throw noDecider(order.pool, sight.decider);
    if (order.do === 'begin') pool.begin(order.who, sight);
    else pool.stop(order.who);
    return pool.view();
  }

  /** @throws Fault `balance/not-rebalanced`, or HAProxy's */
  async poolSessions(pool: string): Promise<PoolSessions> {
    this.#requireRules(pool);
    const { pools } = await this.#counts.withOwn(countSessions);
    return { servers: pools[pool] ?? {}, hindrance: await this.#counts.hindrance() };
  }

  /** @throws Fault `balance/not-rebalanced`, `balance/hindered`, or HAProxy's */
  async moveSessions(order: MoveOrder): Promise<MovedSessions> {
    const rules = this.#requireRules(order.pool);
    const hindrance = await this.#counts.hindrance();
    if (hindrance !== undefined) throw hindered(order.pool, hindrance);
    // Two orders at once would choose the same sessions.
    const mine = this.#moving.then(() =>
      this.#counts.withOwn((processes) => this.#own.move(processes, order, rules)),
    );
    this.#moving = mine.catch(() => undefined);
    return { moved: await mine };
  }

  async #beat(): Promise<void> {
    const site = this.#counts.site();
    const pools = rebalanced(site);
    const names = new Set(pools.map(({ name }) => name));
    for (const [name, pool] of this.#pools) if (!names.has(name) && !pool.isOn) this.#pools.delete(name);
    const closes = site?.pools.some(({ onDown }) => onDown === 'close-if-others-up') ?? false;
    if (site === undefined || (pools.length === 0 && !closes)) return;
    const own = await this.#countOwn(site);
    for (const pool of pools) {
      const sight = await this.#counts.see(site, pool, own);
      this.#sights.set(pool.name, sight);
      this.#pool(pool.name).see(sight);
    }
  }

  /** undefined = HAProxy does not answer. */
  async #countOwn(site: Site): Promise<NodeCounts | undefined> {
    const { node, intents, now } = this.#around;
    try {
      return await this.#counts.withOwn(async (processes) => {
        const counts = await countSessions(processes);
        const isPaused = pauseOf(inForce(intents(), now()), node) !== undefined;
        await this.#dead.see(site.pools, counts, processes, now(), !isPaused);
        return counts;
      });
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  }

  async #look(pool: string): Promise<SiteCounted> {
    const sight = await this.#counts.look(pool);
    if (sight === undefined || this.#rules(pool) === undefined)
      throw notRebalanced(pool, this.#around.site());
    this.#sights.set(pool, sight);
    return sight;
  }

  #pool(name: string): PoolBalance {
    const known = this.#pools.get(name);
    if (known !== undefined) return known;
    const { node, tell, now, onBug } = this.#around;
    const pool = new PoolBalance({
      pool: name,
      node,
      rules: () => this.#rules(name),
      look: () => this.#look(name),
      move: (moves, run, by) => this.#means.move(name, moves, run, by, this.#sights.get(name)),
      meansFor: (sight, moves) => this.#means.choose(name, sight, moves),
      tell,
      now,
      onBug,
    });
    this.#pools.set(name, pool);
    return pool;
  }

  #rules(pool: string): Rebalance | undefined {
    return rebalanced(this.#around.site()).find(({ name }) => name === pool)?.rebalance;
  }

  #requireRules(pool: string): Rebalance {
    const rules = this.#rules(pool);
    if (rules === undefined) throw notRebalanced(pool, this.#around.site());
    return rules;
  }
}

function rebalanced(site: Site | undefined): readonly Pool[] {
  return (site?.pools ?? []).filter(({ rebalance }) => rebalance !== undefined);
}
