import type { Engine, Mode, Site } from '../../site/site.ts';

/** What the accepted spec says, as far as the dashboard draws it. */
export interface SiteShape {
  readonly name: string;
  readonly nodes: readonly { readonly name: string; readonly address: string; readonly interface: string }[];
  readonly vips: readonly VipShape[];
  readonly services: readonly {
    readonly name: string;
    readonly vips: readonly string[];
    readonly ports: readonly number[];
    readonly mode: Mode;
    readonly isTls: boolean;
    /** All pools that it sends to, its own first. */
    readonly pools: readonly string[];
  }[];
  readonly pools: readonly PoolShape[];
  readonly wazuh: WazuhShape | undefined;
}

/** The cluster behind the site; undefined = there is none. */
export interface WazuhShape {
  /** Those that the spec names, the master first. */
  readonly managers: readonly { readonly name: string; readonly address: string }[];
  /** Others are taken in by themselves. */
  readonly discover: boolean;
  /** Where its API is; empty = it is not asked. */
  readonly api: readonly string[];
  /** Of the pool that agents report to; undefined = they do not come through this site. */
  readonly pool: string | undefined;
}

export interface VipShape {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly advertMs: number;
  readonly failback: 'manual' | 'automatic';
  readonly version: 2 | 3;
  readonly routerId: number;
  readonly healthyWeight: number;
  readonly holderWeight: number;
  readonly holders: readonly {
    readonly node: string;
    readonly interface: string;
    readonly priority: number;
    readonly source: readonly string[];
  }[];
}

export interface PoolShape {
  readonly name: string;
  readonly engine: Engine;
  readonly mode: Mode;
  readonly balance: string;
  /** `http GET /health every 1 s, down after 2, up after 2`; undefined = switched off. */
  readonly check: string | undefined;
  /** 0.1 = 10 %; undefined = sessions are not kept evenly spread. */
  readonly tolerance: number | undefined;
  readonly servers: readonly {
    readonly name: string;
    readonly address: string;
    readonly weight: number;
    readonly backup: boolean;
  }[];
}

/** The part of a site that the dashboard needs; pure. */
export function shapeOf(site: Site): SiteShape {
  return {
    name: site.name,
    nodes: site.nodes.map(({ name, interfaces: [first] }) => ({
      name,
      address: first?.addresses[0]?.address ?? '',
      interface: first?.name ?? '',
    })),
    vips: site.vips.map((vip) => ({
      name: vip.name,
      addresses: vip.addresses.map(({ address, prefix }) => `${address}/${prefix}`),
      advertMs: vip.advertMs,
      failback: vip.failback,
      version: vip.vrrp.version,
      routerId: vip.vrrp.routerId,
      healthyWeight: vip.healthyWeight,
      holderWeight: vip.holderWeight,
      holders: vip.holders.map(({ node, interface: inner, priority, source }) => ({
        node,
        interface: inner,
        priority,
        source: source.map(({ address }) => address),
      })),
    })),
    services: site.services.map(({ name, vips, ports, mode, tls, pool, routes }) => ({
      name,
      vips,
      ports,
      mode,
      isTls: tls !== undefined,
      pools: [...new Set([...(pool === undefined ? [] : [pool]), ...routes.map((route) => route.pool)])],
    })),
    pools: site.pools.map(({ name, engine, mode, balance, check, rebalance, servers }) => ({
      name,
      engine,
      mode,
      balance: 'name' in balance ? `${balance.by} ${balance.name}` : balance.by,
      check: check && checkWords(check, mode),
      tolerance: rebalance === undefined || rebalance.mode === 'off' ? undefined : rebalance.tolerance,
      servers: servers.map(({ name: server, host, port, weight, backup }) => ({
        name: server,
        address: host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`,
        weight,
        backup,
      })),
    })),
    wazuh: site.wazuh && {
      managers: Object.entries(site.wazuh.managers).map(([name, address]) => ({ name, address })),
      discover: site.wazuh.discover,
      api: site.wazuh.api?.urls ?? [],
      pool: site.wazuh.events?.pool,
    },
  };
}

function checkWords(
  { kind, everyMs, fall, rise }: NonNullable<Site['pools'][number]['check']>,
  mode: Mode,
): string {
  const plain = mode === 'udp' && kind.is === 'tcp' ? 'datagram' : kind.is;
  const what = kind.is === 'http' ? `http ${kind.method} ${kind.path}` : plain;
  return `${what} every ${everyMs / 1000} s, down after ${fall}, up after ${rise}`;
}
