import { type MoveMemory, NO_MOVES, rememberMoves } from '../../balance/move-memory.ts';
import { pickSessions } from '../../balance/pick-sessions.ts';
import { IDLE_MS } from '../../engines/haproxy/runtime/is-idle.ts';
import type { Rebalance } from '../../site/site.ts';
import type { MoveOrder } from './balance-orders.ts';
import type { HaproxyProcess } from './haproxy-processes.ts';
import { OwnSessions, type SeenSession } from './own-sessions.ts';

/** Sessions that are looked at, and then cut, together: the two lie no further apart than HAProxy needs for so many. */
const TOGETHER = 10;

/**
 * Moves sessions of this node by cutting them: the client connects again, and HAProxy sends it to the server with the fewest
 * sessions. Which ones were moved is not kept on disk: after a restart of the daemon a client may be moved once more within
 * its cool-down.
 */
export class OwnMover {
  readonly #sessions: OwnSessions;
  readonly #now: () => number;
  readonly #memories = new Map<string, MoveMemory>();

  constructor(now: () => number) {
    this.#now = now;
    this.#sessions = new OwnSessions(now);
  }

  /**
   * Waits for a second at most until sessions are known to be idle. An order for none looks at the sessions, so that the next
   * order finds some that have been idle since.
   * @returns how many were cut
   */
  async move(
    processes: readonly HaproxyProcess[],
    order: MoveOrder,
    rules: Pick<Rebalance, 'cooldownMs'>,
  ): Promise<number> {
    await this.#sessions.look(processes, this.#isShort(order));
    let moved = 0;
    const left = { ...order.moves };
    const cutAll = async () => {
      for (const [server, count] of Object.entries(left)) {
        const cut = await this.#cut(processes, { ...order, server, count }, rules);
        left[server] = count - cut;
        moved += cut;
      }
    };
    await cutAll();
    if (moved > 0 || !this.#mayRipen(order)) return moved;
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    await cutAll();
    return moved;
  }

  async #cut(
    processes: readonly HaproxyProcess[],
    order: MoveOrder & { readonly server: string; readonly count: number },
    rules: Pick<Rebalance, 'cooldownMs'>,
  ): Promise<number> {
    const { pool, server, count, run } = order;
    const memory = this.#memories.get(pool) ?? NO_MOVES;
    const ripe = this.#ripe(pool, server).map((seen) => candidateOf(seen));
    // More than are wanted: some will not be idle any more.
    const chosen = pickSessions(ripe, 2 * count + 10, memory, rules, this.#now(), run);
    const clients: string[] = [];
    for (let next = 0; next < chosen.length && clients.length < count; ) {
      const some = chosen.slice(next, next + Math.min(TOGETHER, count - clients.length));
      const cut = await this.#sessions.cut(
        processes,
        some.map(({ seen }) => seen),
      );
      clients.push(...cut.map(({ session }) => session.client));
      next += some.length;
    }
    this.#memories.set(pool, rememberMoves(memory, clients, rules, this.#now()));
    return clients.length;
  }

  #ripe(pool: string, server: string): readonly SeenSession[] {
    return this.#sessions.of(pool, server).filter((seen) => this.#sessions.isRipe(seen));
  }

  #isShort({ pool, moves }: MoveOrder): boolean {
    return Object.entries(moves).some(([server, count]) => this.#ripe(pool, server).length < 2 * count);
  }

  /** Those that were seen just now. */
  #mayRipen({ pool, moves }: MoveOrder): boolean {
    return Object.entries(moves).some(
      ([server, count]) =>
        count > 0 && this.#sessions.of(pool, server).some((seen) => !this.#sessions.isRipe(seen)),
    );
  }
}

function candidateOf(seen: SeenSession) {
  const { session, oldPid, seenMs } = seen;
  // HAProxy tells whole seconds: it began at the latest then.
  return {
    seen,
    client: session.client,
    isCounted: oldPid === undefined,
    openedMs: seenMs - session.ageMs,
  };
}
