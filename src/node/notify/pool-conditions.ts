import type { Site } from '../../site/site.ts';
import type { SiteView } from '../status/site-view.ts';
import type { Alert } from './alert.ts';
import type { Condition } from './view-conditions.ts';

/** Servers as the holder sees them. What operators took out is not down. */
export function poolConditions(site: Site, view: SiteView): Condition[] {
  return site.pools.flatMap((pool): Condition[] => {
    const servers = Object.entries(view.pools[pool.name]?.servers ?? {});
    const down = servers.filter(([, { state }]) => state === 'down');
    const alone = down.map(
      ([server, { address, lastCheck }]): Condition => ({
        event: 'server-down',
        severity: 'warning',
        about: `server/${pool.name}/${server}`,
        title: `Server ${pool.name}/${server} (${address}) is down: ${lastCheck}`,
        remedy: 'Look at the server; it comes back by itself when its checks succeed.',
      }),
    );
    const serves = servers.some(([, { state }]) => state === 'up' || state === 'unknown');
    if (down.length === 0 || serves) return alone;
    return [
      {
        event: 'pool-down',
        severity: 'critical',
        about: `pool/${pool.name}`,
        title: `Pool ${pool.name} has no server that works`,
        remedy: 'Look at its servers and what their checks say: holdfast status.',
      },
      ...alone,
    ];
  });
}

/** A server that nobody sees now is what it was. */
export function unsurePools(view: SiteView, { event, about }: Alert): boolean {
  const [, pool = '', server = ''] = about.split('/');
  const servers = view.pools[pool]?.servers ?? {};
  if (event === 'server-down') return servers[server]?.state === 'unknown';
  if (event !== 'pool-down') return false;
  const states = Object.values(servers).map(({ state }) => state);
  return states.includes('unknown') && !states.includes('up');
}
