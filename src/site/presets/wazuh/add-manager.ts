import { isHostName, parseIp } from '../../../base/address.ts';
import type { Pool, Server, Site } from '../../site.ts';
import { canonicalHost } from './cluster-of.ts';
import { isManagerName } from './manager-name.ts';
import { type Membership, membershipsOf, ownOf } from './members-of.ts';

/**
 * The site with a manager that was discovered, in each pool of the cluster that it belongs to. The same site when there is
 * nothing to add: no cluster, a manager of the spec (whose address is the spec's), or nothing that may be a host.
 * @param address of the manager as the cluster tells it; `addresses` of the spec goes before it
 */
export function addManager(site: Site, name: string, address: string, role?: 'master' | 'worker'): Site {
  const cluster = site.wazuh;
  if (cluster === undefined || !isManagerName(name) || Object.hasOwn(cluster.managers, name)) return site;
  const host = canonicalHost(ownOf(cluster.addresses, name) ?? address);
  if (parseIp(host) === undefined && !isHostName(host)) return site;
  // Who the spec names as the first is the master; without one it is who says so.
  const isMaster = role === 'master' && Object.keys(cluster.managers).length === 0;
  const members = membershipsOf(cluster, name, isMaster);
  const without = removeManager(site, name);
  return { ...without, pools: without.pools.map((pool) => withMember(pool, name, host, members)) };
}

/** The site without a manager that was discovered; those of the spec stay. */
export function removeManager(site: Site, name: string): Site {
  const cluster = site.wazuh;
  if (cluster === undefined || Object.hasOwn(cluster.managers, name)) return site;
  const { events, enrollment, apiService } = cluster;
  const names = new Set([events, enrollment, apiService].map((one) => one?.pool));
  return {
    ...site,
    pools: site.pools.map((pool) =>
      names.has(pool.name) && pool.servers.some((server) => server.name === name)
        ? { ...pool, servers: pool.servers.filter((server) => server.name !== name) }
        : pool,
    ),
  };
}

function withMember(pool: Pool, name: string, host: string, members: readonly Membership[]): Pool {
  const member = members.find((one) => one.pool === pool.name);
  if (member === undefined) return pool;
  const server: Server = {
    name,
    host,
    hostIsName: parseIp(host) === undefined,
    port: member.port,
    weight: member.weight,
    backup: member.backup,
    maxConnections: undefined,
    checkPort: undefined,
    raw: '',
  };
  return { ...pool, servers: [...pool.servers, server] };
}
