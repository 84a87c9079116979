import type { Spec } from '../spec/spec.ts';
import { isPlayed } from './check-lab.ts';
import type { Findings } from './findings.ts';
import type { PlacedNode } from './resolve-nodes.ts';
import { serverPath } from './resolve-servers.ts';
import { portsOf } from './resolve-services.ts';
import type { Pool, Server } from './site.ts';
import { vipAddresses } from './vip-interfaces.ts';

/** One address belongs to one thing. */
export function checkAddresses(
  spec: Spec,
  nodes: readonly PlacedNode[],
  pools: readonly Pool[],
  findings: Findings,
): void {
  const owners = new Map<string, { what: string; path: string; isNode: boolean }>();
  for (const node of nodes) {
    for (const { ip, path } of node.interfaces.flatMap(({ addresses }) => addresses)) {
      claim(ip.address, `node ${node.name}`, path, true);
    }
  }
  for (const [name, vip] of findings.inOrder(spec.vips, 'vips')) {
    for (const { ip, path } of vipAddresses(name, vip)) claim(ip.address, `VIP ${name}`, path, false);
  }
  for (const pool of pools) {
    for (const server of pool.servers) checkServer(pool.name, server);
  }

  function claim(address: string, what: string, path: string, isNode: boolean): void {
    const owner = owners.get(address);
    if (owner === undefined) {
      owners.set(address, { what, path, isNode });
      return;
    }
    const line = findings.place(owner.path).line;
    const message = `${address} is the address of ${what} and of ${owner.what} (line ${line}).`;
    if (owner.isNode && !isNode) {
      findings.add(
        'spec/vip-is-node-address',
        path,
        `${message} A VIP moves, a node's address stays.`,
        'choose a free address for the VIP.',
      );
    } else {
      findings.add('spec/duplicate-address', path, message, 'give each its own address.');
    }
  }

  function checkServer(pool: string, { name: server, host, port }: Server): void {
    const owner = owners.get(host);
    const spoken = spec.pools[pool];
    if (owner === undefined || spoken === undefined) return;
    const path = serverPath(pool, server, spoken);
    const inLab = isPlayed(spec, pool);
    const message = `Server ${server} of pool ${pool} has the address ${host} of ${owner.what}`;
    if (!owner.isNode) {
      findings.add(
        'spec/server-address-taken',
        path,
        `${message}: it would be its own server.`,
        "write the server's own address.",
      );
    } else if (inLab) {
      findings.add(
        'spec/server-address-taken',
        path,
        `${message}, and the lab plays it as a host of its own.`,
        'give the server its own address.',
      );
    } else {
      const fix = 'move the server to a host of its own, or accept that both fail together.';
      const isShared = Object.values(spec.services).some(
        (one) => one.pool === pool && portsOf(one).includes(port),
      );
      const shared = isShared
        ? ` Port ${port} of the VIP is HAProxy's, so the server must not listen on all addresses of the node.`
        : '';
      findings.add(
        'spec/server-address-taken',
        path,
        `${message}: when the node fails, so does the server.${shared}`,
        fix,
        'warning',
      );
    }
  }
}
