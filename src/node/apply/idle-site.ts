import type { Site } from '../../site/site.ts';

/**
 * What a node is to run that is in no release: nothing listens, no VIP is known. A node that leaves must not go on with the
 * VRRP of a site whose other nodes do not speak with it any more: it would hear nobody, and take the VIPs.
 */
export function idleSite(site: Site, node: string): Site {
  return {
    ...site,
    nodes: [{ name: node, interfaces: [] }],
    vips: [],
    services: [],
    pools: [],
    stats: undefined,
    raw: { haproxy: '', nginx: '', keepalived: '' },
  };
}
