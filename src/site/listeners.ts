import { runsEngine } from './runs-engine.ts';
import type { Engine, Family, Site } from './site.ts';

/** One listening socket that the foundation of a node holds and one of its engines inherits. */
export interface Listener {
  /** `SERVICE:VIP:ADDRESS:PORT`; the stats page is `:stats:ADDRESS:PORT`. Unique on a node. */
  readonly name: string;
  /** The guest that inherits it. */
  readonly engine: Engine;
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly family: Family;
  readonly port: number;
  /** undefined for what listens on the node's own address. */
  readonly vip: string | undefined;
  /** undefined for the stats page. */
  readonly service: string | undefined;
  /**
   * Descriptor number in the guest; each engine counts from 3. HAProxy names it (`bind fd@N`); nginx is told all of its
   * numbers (`NGINX="3;4;"`) and finds the one for each `listen` by protocol and address.
   */
  readonly fd: number;
}

/** After stdin, stdout and stderr. */
const FIRST_FD = 3;

type Unnumbered = Omit<Listener, 'fd'>;

/** Every socket that `node` must hold, in the order of the spec; the same list feeds haproxy.cfg and the foundation. */
export function listenersOf(site: Site, node: string): readonly Listener[] {
  const listeners = [...site.services.flatMap((service) => ofService(site, service)), ...ofStats(site, node)];
  const taken = { haproxy: 0, nginx: 0 };
  return listeners.map((listener) => ({ ...listener, fd: FIRST_FD + taken[listener.engine]++ }));
}

function ofService(site: Site, service: Site['services'][number]): Unnumbered[] {
  const redirect = service.tls?.redirectFrom;
  const ports = redirect === undefined ? service.ports : [...service.ports, redirect];
  return service.vips.flatMap((vipName) => {
    const vip = site.vips.find((candidate) => candidate.name === vipName);
    return (vip?.addresses ?? []).flatMap(({ address, family }) =>
      ports.map((port) => ({
        name: `${service.name}:${vipName}:${address}:${port}`,
        engine: service.engine,
        protocol: service.mode === 'udp' ? ('udp' as const) : ('tcp' as const),
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
  if (stats === undefined || !runsEngine(site, 'haproxy')) return [];
  const interfaces = site.nodes.find((candidate) => candidate.name === node)?.interfaces ?? [];
  return interfaces
    .flatMap(({ addresses }) => addresses)
    .map(({ address, family }) => ({
      name: `:stats:${address}:${stats.port}`,
      engine: 'haproxy' as const,
      protocol: 'tcp' as const,
      address,
      family,
      port: stats.port,
      vip: undefined,
      service: undefined,
    }));
}
