import type { Pool, Site, SiteNode } from '../../../site/site.ts';
import { originOf } from '../../origin-of.ts';
import { line, type Section } from '../grammar/tree.ts';

/** TCP port on each node's own first address, where HAProxy hands its sticky tables to the other nodes' HAProxy. */
const PEERS_PORT = 10_024;
export const PEERS = 'holdfast';

/** A table that the nodes share: only then is somebody still with his server after a failover or a reload. */
function isShared(pool: Pool): boolean {
  return pool.engine === 'haproxy' && pool.sticky?.by === 'source';
}

export function hasPeers(site: Site): boolean {
  return site.pools.some(isShared);
}

/** `peers`: every node by its own name and first address. Also a lone node has it: a reload keeps its table. */
export function compilePeers(site: Site): Section[] {
  if (!hasPeers(site)) return [];
  const shared = site.pools.filter(isShared).map(({ name }) => `pools/${name}/sticky`);
  return [
    {
      kind: 'peers',
      name: PEERS,
      origin: originOf(site, ...shared),
      lines: site.nodes.map((node) =>
        line(originOf(site, `nodes/${node.name}`), 'peer', node.name, `${ownAddress(node)}:${PEERS_PORT}`),
      ),
    },
  ];
}

function ownAddress(node: SiteNode): string {
  const own = node.interfaces[0]?.addresses[0];
  if (own === undefined) return '127.0.0.1';
  return own.family === 6 ? `[${own.address}]` : own.address;
}
