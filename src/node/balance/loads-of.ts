import type { ServerLoad } from '../../balance/server-load.ts';
import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { Pool } from '../../site/site.ts';
import type { ServerSessions } from './balance-orders.ts';

type Counted = Readonly<Record<string, ServerSessions>>;

/**
 * A pool's servers as the node that decides sees them: fitness and weight by its own HAProxy, sessions of all nodes. Pure.
 * @param facts of all pools
 * @param others the counts of the other nodes
 * @param drained servers whose sessions an operator lets end by themselves; HAProxy knows them as those with weight 0
 */
export function loadsOf(
  pool: Pool,
  facts: readonly ServerFacts[],
  own: Counted,
  others: readonly Counted[],
  drained: ReadonlySet<string> = new Set(),
): readonly ServerLoad[] {
  const servers = facts.filter((server) => server.pool === pool.name);
  const backups = new Set(pool.servers.filter(({ backup }) => backup).map(({ name }) => name));
  // HAProxy sends nothing to a backup while another server is up.
  const isServed = servers.some(({ server, state }) => state === 'up' && !backups.has(server));
  return servers.map(({ server, state, weight }) => {
    const known = pool.servers.find(({ name }) => name === server);
    const sum = others.reduce((all, counts) => all + (counts[server]?.sessions ?? 0), 0);
    return {
      server,
      weight: weight ?? known?.weight ?? 1,
      isFit: state === 'up' && !(isServed && backups.has(server)),
      // What operators drain ends by itself, and what the checks call down is no excess. A server with weight 0 gives all.
      mayGive: state === 'up' || (state === 'drain' && known?.weight === 0 && !drained.has(server)),
      maxSessions: known?.maxConnections,
      sessions: (own[server]?.sessions ?? 0) + sum,
      counted: own[server]?.counted ?? 0,
    };
  });
}
