import { Fault } from '../../base/fault.ts';
import { command } from '../../engines/haproxy/runtime/commands.ts';
import { readSessionList } from '../../engines/haproxy/runtime/read-sessions.ts';
import type { Pool } from '../../site/site.ts';
import type { Tell } from '../daemon/tell.ts';
import type { Trouble } from '../status/found.ts';
import type { NodeCounts } from './count-sessions.ts';
import { type DownMemory, decideClosing } from './decide-closing.ts';
import type { HaproxyProcess } from './haproxy-processes.ts';

/**
 * Closes the sessions of servers that the checks call down, so that their clients connect again: HAProxy alone would close
 * them also when every server seems down, which is rather the balancer's own fault.
 */
export class DeadServers {
  readonly #tell: Tell;
  readonly #memories = new Map<string, DownMemory>();
  /** Server → the outage that was told of: since when it has been down. */
  readonly #told = new Map<string, number>();
  #allDown: readonly string[] = [];

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** One look; `mayClose` is false while an operator has paused this node. */
  async see(
    pools: readonly Pool[],
    counts: NodeCounts,
    processes: readonly HaproxyProcess[],
    nowMs: number,
    mayClose: boolean,
  ): Promise<void> {
    const allDown: string[] = [];
    for (const pool of pools) {
      if (pool.onDown !== 'close-if-others-up') continue;
      const sessions = counts.pools[pool.name] ?? {};
      const former = this.#memories.get(pool.name) ?? {};
      const { close, isAllDown, memory } = decideClosing(pool, counts.servers, sessions, former, nowMs);
      this.#memories.set(pool.name, memory);
      if (isAllDown) allDown.push(pool.name);
      if (!mayClose) continue;
      for (const server of close) {
        const did = await closeEverywhere(processes, pool.name, server);
        if (did) this.#tellOnce(pool.name, server, sessions[server]!.sessions, memory[server]!);
      }
    }
    this.#allDown = allDown;
  }

  get troubles(): readonly Trouble[] {
    return this.#allDown.map((pool) => ({
      code: 'balance/all-down',
      about: `pool/${pool}`,
      severity: 'critical',
      message: `All servers of pool ${pool} are down at once, and sessions are open: they are not closed, because the fault is likelier this node's or the network's.`,
      remedy:
        'Look whether this node reaches the servers: its cables, routes and firewall first, then the servers.',
    }));
  }

  /** What is left of a server's sessions may need more than one look; one outage is one event. */
  #tellOnce(pool: string, server: string, sessions: number, sinceMs: number): void {
    const key = `${pool}/${server}`;
    if (this.#told.get(key) === sinceMs) return;
    this.#told.set(key, sinceMs);
    this.#tell({
      kind: 'dead-sessions-closed',
      text: `${sessions} sessions of ${key}, which is down, were closed: their clients connect to other servers`,
      fields: { pool, server, sessions },
    });
  }
}

async function closeEverywhere(
  processes: readonly HaproxyProcess[],
  pool: string,
  server: string,
): Promise<boolean> {
  const closed = await Promise.all(processes.map((process) => closeIn(process, pool, server)));
  return closed.some((did) => did);
}

/** A former process knows no command for a whole server any more. */
async function closeIn(process: HaproxyProcess, pool: string, server: string): Promise<boolean> {
  try {
    if (process.oldPid === undefined) {
      await process.ask(command.closeSessions(pool, server));
      return true;
    }
    const all = readSessionList(await process.ask('show sess'));
    const mine = all.filter((session) => session.pool === pool && session.server === server);
    for (const { id } of mine) await process.ask(`shutdown session ${id}`);
    return mine.length > 0;
  } catch (error) {
    if (error instanceof Fault) return false;
    throw error;
  }
}
