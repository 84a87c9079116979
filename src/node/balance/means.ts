import type { Counts } from '../../balance/balance-plan.ts';
import { Fault } from '../../base/fault.ts';
import type { BalanceAround } from './balance-around.ts';
import type { MovedSessions, MoveOrder } from './balance-orders.ts';
import type { BalanceRun } from './balance-view.ts';
import { divideMoves } from './divide-moves.ts';
import type { Moved } from './pool-balance.ts';
import type { PoolSight } from './pool-sight.ts';
import type { SiteCounted } from './site-counts.ts';

/** What would take longer than this by the API's limits is done by cutting idle sessions. */
const LONGEST_BY_API_MS = 300_000;

/** The two means to move sessions: the Wazuh API where there is one, which is gentle; else idle sessions are cut, by each node its own. */
export class Means {
  readonly #around: BalanceAround;
  readonly #moveOwn: (order: MoveOrder) => Promise<MovedSessions>;

  constructor(around: BalanceAround, moveOwn: (order: MoveOrder) => Promise<MovedSessions>) {
    this.#around = around;
    this.#moveOwn = moveOwn;
  }

  /** How a run of so many moves is begun. */
  choose(pool: string, { isAlone }: PoolSight, moves: number): BalanceRun['by'] {
    const mover = this.#around.mover(pool);
    if (mover === undefined || isAlone || !mover.isAvailable) return 'sessions';
    return (60_000 * moves) / Math.max(1, mover.perMinute) <= LONGEST_BY_API_MS ? 'wazuh-api' : 'sessions';
  }

  /**
   * Moves sessions, by the API if that is how it was done until now and it still works. An order for none lets each node
   * look at its sessions.
   */
  async move(
    pool: string,
    moves: Counts,
    run: string,
    by: BalanceRun['by'],
    seen: SiteCounted | undefined,
  ): Promise<Moved> {
    const isForNone = Object.keys(moves).length === 0;
    if (by === 'wazuh-api' && isForNone) return { moved: 0, by };
    if (by === 'wazuh-api' && seen?.isAlone === false) {
      const asked = await this.#byApi(pool, moves, run);
      if (asked > 0) return { moved: asked, by };
    }
    const counted = Object.entries(seen?.nodes ?? {}).map(
      ([node, servers]) =>
        [
          node,
          Object.fromEntries(Object.entries(servers).map(([server, { sessions }]) => [server, sessions])),
        ] as const,
    );
    const nodes: Readonly<Record<string, Counts>> = Object.fromEntries(counted);
    const parts = isForNone
      ? Object.fromEntries(withSessions(nodes).map((node) => [node, {}]))
      : divideMoves(moves, nodes);
    const did = await Promise.all(
      Object.entries(parts).map(([node, part]) => this.#byNode(node, { pool, moves: part, run })),
    );
    return { moved: did.reduce((sum, one) => sum + one, 0), by: 'sessions' };
  }

  async #byApi(pool: string, moves: Counts, run: string): Promise<number> {
    const mover = this.#around.mover(pool);
    if (mover?.isAvailable !== true) return 0;
    return await this.#orNone(async () => {
      const asked = await mover.move(moves, run);
      return Object.values(asked).reduce((sum, count) => sum + count, 0);
    });
  }

  async #byNode(node: string, order: MoveOrder): Promise<number> {
    const { node: own, doors } = this.#around;
    return await this.#orNone(async () => {
      const done = node === own ? await this.#moveOwn(order) : await doors().get(node)?.moveSessions(order);
      return done?.moved ?? 0;
    });
  }

  /** What fails moves none; the run goes on with what is left, or ends when nothing moves. */
  async #orNone(work: () => Promise<number>): Promise<number> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      this.#around.tell({
        kind: 'fault',
        text: `moving sessions: ${error.message}`,
        fields: { code: error.code },
      });
      return 0;
    }
  }
}

function withSessions(nodes: Readonly<Record<string, Counts>>): readonly string[] {
  return Object.entries(nodes)
    .filter(([, servers]) => Object.values(servers).some((count) => count > 0))
    .map(([node]) => node);
}
