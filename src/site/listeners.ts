import type { Family, Site } from './site.ts';

/** One listening socket that the foundation of a node holds and its HAProxy inherits. */
export interface Listener {
  /** `SERVICE:VIP:ADDRESS:PORT`; the stats page is `:stats:ADDRESS:PORT`. Unique on a node. */
  readonly name: string;
  readonly address: string;
  readonly family: Family;
  readonly port: number;
  /** undefined for what listens on the node's own address. */
  readonly vip: string | undefined;
  /** undefined for the stats page. */
  readonly service: string | undefined;
  /** Descriptor number in the guest: `bind fd@N`. The first is 3. */
  readonly fd: number;
}

type Unnumbered = Omit<Listener, 'fd'>;

/** Every socket that `node` must hold, in the order of the spec; the same list feeds haproxy.cfg and the foundation. */
export function listenersOf(site: Site, node: string): readonly Listener[] {
  const listeners = [...site.services.flatMap((service) => ofService(site, service)), ...ofStats(site, node)];
  return listeners.map((listener, index) => ({ ...listener, fd: 3 + index }));
}

function ofService(site: Site, service: Site['services'][number]): Unnumbered[] {
  const redirect = service.tls?.redirectFrom;
  const ports = redirect === undefined ? service.ports : [...service.ports, redirect];
  return service.vips.flatMap((vipName) => {
    const vip = site.vips.find((candidate) => candidate.name === vipName);
    return (vip?.addresses ?? []).flatMap(({ address, family }) =>
      ports.map((port) => ({
        name: `${service.name}:${vipName}:${address}:${port}`,
        address,
        family,
        port,
        vip: vipName,
        service: service.name,
      })),
    );
  });
}

function ofStats(site: Site, node: string): Unnumbered[] {
  const stats = site.stats;
  if (stats === undefined) return [];
  const interfaces = site.nodes.find((candidate) => candidate.name === node)?.interfaces ?? [];
  return interfaces
    .flatMap(({ addresses }) => addresses)
    .map(({ address, family }) => ({
      name: `:stats:${address}:${stats.port}`,
      address,
      family,
      port: stats.port,
      vip: undefined,
      service: undefined,
    }));
}
