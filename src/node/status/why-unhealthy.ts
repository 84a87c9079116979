import { NOT_CHECKED_YET } from '../../engines/haproxy/server-facts.ts';
import type { Engine, Site } from '../../site/site.ts';
import { enginesOf } from './engines-of.ts';
import type { SeenEngine, SiteStatus } from './site-status.ts';

/** What keeps a site from being healthy, one sentence each; empty = exactly one holder a VIP, guests run, servers are up. */
export function whyUnhealthy(site: Site, status: SiteStatus): readonly string[] {
  return [...nodeReasons(status), ...vipReasons(status), ...serverReasons(site, status)];
}

function nodeReasons(status: SiteStatus): string[] {
  return Object.entries(status.nodes).flatMap(([node, { foundation, guests, vips, findings }]) => {
    if (foundation.state !== 'running') {
      const why = foundation.why ?? findings.findLast(({ severity }) => severity === 'critical')?.message;
      return [`the foundation of ${node} is ${foundation.state}${why === undefined ? '' : `: ${why}`}`];
    }
    return [
      ...enginesOf(guests).flatMap(([engine, seen]) => engineReasons(node, engine, seen)),
      ...(guests.keepalived.state === 'running'
        ? []
        : [`keepalived on ${node} is ${guests.keepalived.state}`]),
      ...Object.entries(vips).flatMap(([vip, { healthy, reason }]) =>
        healthy ? [] : [`${node} cannot serve VIP ${vip}: ${reason ?? 'it does not say why'}`],
      ),
    ];
  });
}

function engineReasons(node: string, engine: Engine, seen: SeenEngine): string[] {
  return [
    ...(seen.state === 'running' ? [] : [`${engine} on ${node} is ${seen.state}`]),
    ...(seen.why === undefined ? [] : [`${engine} on ${node} does not answer: ${seen.why}`]),
  ];
}

function vipReasons(status: SiteStatus): string[] {
  return Object.entries(status.vips).flatMap(([name, { address, holders }]) => {
    if (holders.length === 1) return [];
    if (holders.length === 0) return [`nobody holds VIP ${name} (${address})`];
    return [
      `VIP ${name} (${address}) has ${holders.length} holders: ${holders.map(({ node }) => node).join(', ')}`,
    ];
  });
}

function serverReasons(site: Site, status: SiteStatus): string[] {
  return site.pools.flatMap((pool) =>
    pool.servers.flatMap((server) => {
      const seen = status.pools[pool.name]?.servers[server.name];
      const late = (check: string) => pool.check !== undefined && check === NOT_CHECKED_YET;
      // A server of weight 0 is drained by the spec itself.
      const fine = (state: string) => state === 'up' || (state === 'drain' && server.weight === 0);
      return (
        (seen?.observations ?? [])
          // A HAProxy that does not answer has its own sentence.
          .filter(({ node }) => status.nodes[node]?.guests.haproxy.why === undefined)
          .filter(({ state, lastCheck }) => !fine(state) || late(lastCheck))
          .map(
            ({ node, state, lastCheck }) =>
              `${node} sees server ${pool.name}/${server.name} ${fine(state) ? NOT_CHECKED_YET : `${state} (${lastCheck})`}`,
          )
      );
    }),
  );
}
