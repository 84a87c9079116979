import { parseServerFacts, type ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { ServerSessions } from './balance-orders.ts';
import { askEach, type HaproxyProcess } from './haproxy-processes.ts';

/** What this node's HAProxy processes tell of all servers, read with one question each. */
export interface NodeCounts {
  /** As the newest process sees them. */
  readonly servers: readonly ServerFacts[];
  /** Pool → server → sessions. */
  readonly pools: Readonly<Record<string, Readonly<Record<string, ServerSessions>>>>;
}

/** @throws Fault when the newest process does not answer */
export async function countSessions(processes: readonly HaproxyProcess[]): Promise<NodeCounts> {
  const told = await askEach(processes, async (process) =>
    parseServerFacts(await process.ask('show stat -1 4 -1')),
  );
  const pools: Record<string, Record<string, ServerSessions>> = {};
  for (const [{ oldPid }, facts] of told) {
    for (const { pool, server, sessions } of facts) {
      const servers = (pools[pool] ??= {});
      const former = servers[server] ?? { sessions: 0, counted: 0 };
      servers[server] = {
        sessions: former.sessions + sessions,
        counted: former.counted + (oldPid === undefined ? sessions : 0),
      };
    }
  }
  const newest = told.find(([{ oldPid }]) => oldPid === undefined);
  return { servers: newest?.[1] ?? [], pools };
}
