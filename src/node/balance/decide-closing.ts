import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { Pool } from '../../site/site.ts';
import type { ServerSessions } from './balance-orders.ts';

/** Server → since when it has been down while others were up, in milliseconds. */
export type DownMemory = Readonly<Record<string, number>>;

export interface Closing {
  /** Servers whose sessions are to be closed now. */
  readonly close: readonly string[];
  /** All servers that are checked are down at once, and sessions are open: nothing is closed. */
  readonly isAllDown: boolean;
  readonly memory: DownMemory;
}

const LEAST_MS = 400;
/** A manager's agents are to be back within seconds. */
const MOST_MS = 3_000;
const MOST_AFTER_ALL_MS = 10_000;

/**
 * Which servers of a pool with `onDown: close-if-others-up` lose their sessions. A server that the checks call down is given
 * the time in which the checks of the others would fail too if the fault were the balancer's or the network's. When all were
 * down at once, those that come back are waited for. Pure.
 * @param facts of all pools, as this node's newest HAProxy sees them
 */
export function decideClosing(
  pool: Pool,
  facts: readonly ServerFacts[],
  sessions: Readonly<Record<string, ServerSessions>>,
  former: DownMemory,
  nowMs: number,
): Closing {
  const servers = facts.filter((server) => server.pool === pool.name);
  const down = servers.filter(({ state }) => state === 'down').map(({ server }) => server);
  if (down.length === 0) return { close: [], isAllDown: false, memory: {} };
  const everyMs = pool.check?.everyMs ?? 1_000;
  // One whose last check failed is about to go down itself.
  const isOtherUp = servers.some(
    ({ state, lastCheck }) => state === 'up' && /OK\b|^not checked$/.test(lastCheck),
  );
  const afterAllMs = Math.min(MOST_AFTER_ALL_MS, everyMs * ((pool.check?.rise ?? 2) + 1) + LEAST_MS);
  const holdMs = Math.min(MOST_MS, Math.max(LEAST_MS, everyMs));
  if (!isOtherUp) {
    // They are down since now, and longer: what comes back after this comes back one by one.
    const memory = Object.fromEntries(down.map((server) => [server, nowMs + afterAllMs - holdMs]));
    const isAllDown =
      servers.every(({ state }) => state !== 'up') && down.some((server) => hasSessions(sessions, server));
    return { close: [], isAllDown, memory };
  }
  const memory = Object.fromEntries(down.map((server) => [server, former[server] ?? nowMs]));
  return {
    close: down.filter((server) => nowMs - memory[server]! >= holdMs && hasSessions(sessions, server)),
    isAllDown: false,
    memory,
  };
}

function hasSessions(sessions: Readonly<Record<string, ServerSessions>>, server: string): boolean {
  return (sessions[server]?.sessions ?? 0) > 0;
}
