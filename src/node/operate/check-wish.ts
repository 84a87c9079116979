import { Fault } from '../../base/fault.ts';
import type { Site } from '../../site/site.ts';
import { didYouMean } from '../../spec/did-you-mean.ts';
import type { Wish } from '../intents/intent.ts';

/**
 * That the site has what a wish is about.
 * @throws Fault `node/unknown-pool`, `node/unknown-server`, `node/unknown-vip`, `node/unknown-node`, `node/no-wazuh-cluster`
 */
export function checkWish(site: Site, wish: Wish): void {
  const nodes = site.nodes.map(({ name }) => name);
  switch (wish.kind) {
    case 'server-state':
    case 'server-weight': {
      const pools = site.pools.map(({ name }) => name);
      const pool = site.pools.find(({ name }) => name === wish.pool);
      if (pool === undefined) throw unknown('pool', wish.pool, pools);
      const servers = pool.servers.map(({ name }) => name);
      if (!servers.includes(wish.server))
        throw unknown('server', wish.server, servers, ` in pool ${wish.pool}`);
      return;
    }
    case 'vip-holder': {
      const vips = site.vips.map(({ name }) => name);
      if (!vips.includes(wish.vip)) throw unknown('vip', wish.vip, vips);
      if (wish.node !== null && !nodes.includes(wish.node)) throw unknown('node', wish.node, nodes);
      return;
    }
    case 'manager':
      if (site.wazuh !== undefined) return;
      throw new Fault(
        'node/no-wazuh-cluster',
        `The site has no Wazuh cluster that manager ${wish.manager} could belong to.`,
        'Add "wazuh" to the spec.',
      );
    case 'pause':
      if (wish.node !== null && !nodes.includes(wish.node)) throw unknown('node', wish.node, nodes);
  }
}

const CODES = {
  pool: 'node/unknown-pool',
  server: 'node/unknown-server',
  vip: 'node/unknown-vip',
  node: 'node/unknown-node',
} as const;

function unknown(kind: keyof typeof CODES, name: string, known: readonly string[], where = ''): Fault {
  const word = kind === 'vip' ? 'VIP' : kind;
  const list = known.length > 20 ? `${known.slice(0, 20).join(', ')}, …` : known.join(', ');
  return new Fault(
    CODES[kind],
    `The site has no ${word} ${name}${where}.`,
    `${didYouMean(name, known)}There are ${list}.`,
  );
}
