import { type Listener, listenersOf } from '../site/listeners.ts';
import type { Site, SiteNode } from '../site/site.ts';

/**
 * What the holder of a network is told of each VIP that its node may have: `NAME=ADDRESS=HEALTHY=HOLDER=SOCKETS`, the numbers
 * for its track file, and `tcp/ADDRESS:PORT` or `udp/[ADDRESS]:PORT` of a socket of each engine, between commas and as `ss`
 * writes them: the VIP is to be here only while all of them are open.
 */
export function vipWords(site: Site, node: SiteNode): string {
  const listeners = listenersOf(site, node.name);
  return site.vips
    .filter((vip) => vip.holders.some((holder) => holder.node === node.name))
    .map(({ name, addresses, healthyWeight, holderWeight, failback }) =>
      [
        name,
        addresses[0]?.address ?? '',
        healthyWeight,
        failback === 'manual' ? holderWeight : 0,
        socketWords(listeners, name),
      ].join('='),
    )
    .join(' ');
}

/** Of the engines that listen on the VIP; of all where nothing does. */
function socketWords(listeners: readonly Listener[], vip: string): string {
  const own = listeners.filter((one) => one.vip === vip);
  const known = own.length > 0 ? own : listeners;
  return (['haproxy', 'nginx'] as const)
    .flatMap((engine) => known.find((one) => one.engine === engine) ?? [])
    .map(
      ({ protocol, address, family, port }) =>
        `${protocol}/${family === 6 ? `[${address}]` : address}:${port}`,
    )
    .join(',');
}
