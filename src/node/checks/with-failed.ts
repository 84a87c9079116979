import type { Site } from '../../site/site.ts';
import { keyOf, type ServerKey } from './decide-failed.ts';

/** The site with those servers out that this node's checks call down. */
export function withFailed(site: Site, failed: ReadonlySet<ServerKey>): Site {
  if (failed.size === 0) return site;
  return {
    ...site,
    pools: site.pools.map((pool) =>
      pool.engine === 'nginx'
        ? {
            ...pool,
            servers: pool.servers.map((server) =>
              failed.has(keyOf(pool.name, server.name)) ? { ...server, failed: true } : server,
            ),
          }
        : pool,
    ),
  };
}
