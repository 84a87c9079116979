import { NOT_CHECKED_YET, type ServerCounts, type ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { Pool, Server, Site } from '../../site/site.ts';
import type { Standing } from './check-standing.ts';
import { keyOf, type ServerKey } from './decide-failed.ts';

/**
 * nginx's servers as HAProxy would tell of its own: the state by this node's checks, the sessions by the kernel's table.
 * @param sessions open now by `address:port` of a server
 * @param countsOf what a server was asked; undefined = nobody counts
 */
export function checkedFacts(
  site: Pick<Site, 'pools'>,
  standings: ReadonlyMap<ServerKey, Standing>,
  sessions: ReadonlyMap<string, number>,
  nowMs: number,
  countsOf: (pool: string, address: string) => ServerCounts | undefined,
): ServerFacts[] {
  return site.pools
    .filter(({ engine }) => engine === 'nginx')
    .flatMap((pool) =>
      pool.servers.map((server) => {
        const standing = standings.get(keyOf(pool.name, server.name));
        const address = addressOf(server);
        const counts = countsOf(pool.name, address);
        return {
          pool: pool.name,
          server: server.name,
          state: stateOf(pool, server, standing),
          sessions: sessions.get(address) ?? 0,
          lastCheck: pool.check === undefined ? 'not checked' : (standing?.lastCheck ?? NOT_CHECKED_YET),
          weight: server.weight,
          ...(standing === undefined ? {} : { sinceMs: Math.max(0, nowMs - standing.sinceMs) }),
          address,
          ...(counts === undefined ? {} : { counts }),
        };
      }),
    );
}

export function addressOf({ host, port }: Pick<Server, 'host' | 'port'>): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function stateOf(pool: Pool, server: Server, standing: Standing | undefined): ServerFacts['state'] {
  if (server.disabled === true) return 'maint';
  if (pool.check !== undefined && standing?.isUp === false) return 'down';
  return server.weight === 0 ? 'drain' : 'up';
}
