import type { Site } from '../../site/site.ts';
import { enginesOf } from './engines-of.ts';
import type { SeenNode, SiteStatus } from './site-status.ts';

/** Why this node cannot serve the VIP, one sentence each; empty = nothing is known that keeps it from serving. */
export function unfitReasons(status: SiteStatus, node: string, vip: string): readonly string[] {
  const seen = status.nodes[node];
  // A silent foundation says nothing about its guests: they live on without it.
  if (seen === undefined || seen.foundation.state === 'unknown') return [];
  if (seen.foundation.state !== 'running') return [`the foundation of ${node} is ${seen.foundation.state}`];
  const { keepalived } = seen.guests;
  for (const [engine, { state }] of enginesOf(seen.guests))
    if (state !== 'running' && state !== 'silent') return [`${engine} on ${node} is ${state}`];
  const health = seen.vips[vip];
  return [
    ...(health?.healthy === false
      ? [`${node} cannot serve ${vip}: ${health.reason ?? 'it does not say why'}`]
      : []),
    ...(keepalived.state === 'running' ? [] : [`keepalived on ${node} is ${keepalived.state}`]),
    ...(isFaulty(seen, vip) ? [`Keepalived on ${node} is in FAULT for ${vip}`] : []),
  ];
}

function isFaulty({ guests }: SeenNode, vip: string): boolean {
  return guests.keepalived.vips[vip]?.role === 'FAULT';
}

/** Pools of the services on a VIP, each once. */
export function poolsOf(site: Site, vip: string): readonly string[] {
  const services = site.services.filter(({ vips }) => vips.includes(vip));
  const pools = services.flatMap(({ pool, routes }) => [
    ...(pool === undefined ? [] : [pool]),
    ...routes.map((route) => route.pool),
  ]);
  return [...new Set(pools)];
}

/** Pools in use of which this node sees every server, and none that takes sessions. */
export function emptyPools(status: SiteStatus, pools: readonly string[], node: string): readonly string[] {
  return pools.filter((pool) => {
    const states = Object.values(status.pools[pool]?.servers ?? {}).map(
      ({ observations }) => observations.find((one) => one.node === node)?.state ?? 'unknown',
    );
    return states.length > 0 && states.every((state) => state !== 'up' && state !== 'unknown');
  });
}
