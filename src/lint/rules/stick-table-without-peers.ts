import type { Finding, Rule } from '../../base/rule.ts';
import type { Proxy, Statement } from '../../engines/haproxy/meaning/meaning.ts';
import { spanOf } from '../../engines/haproxy/meaning/span-of.ts';
import type { LintNode, LintSite } from '../lint-site.ts';
import { sayVips, vrrpGroups } from '../vrrp-group.ts';

/** Persistence that the other node knows nothing of. */
export const stickTableWithoutPeers: Rule<LintSite> = {
  code: 'pair/stick-table-without-peers',
  severity: 'warning',
  title: 'Persistence is lost at the failover',
  why:
    'A stick table lives in one HAProxy. Without peers the other node begins with an empty one: after a failover clients ' +
    'land on other servers, and sessions that live on one server only (logins, carts) are gone.',
  source: 'configuration.txt section 3.5 (peers) and 4.2, stick-table ("peers")',
  find: (site) => {
    const told = new Set<LintNode>();
    return vrrpGroups(site).flatMap((group) =>
      group.flatMap(({ node, instance }) => {
        if (told.has(node)) return [];
        told.add(node);
        return (node.haproxy?.proxies ?? []).flatMap((proxy) => findFor(node, proxy, sayVips(instance)));
      }),
    );
  },
};

function findFor(node: LintNode, proxy: Proxy, vips: string): Finding[] {
  const table = inForce(proxy, 'stick-table').at(-1);
  const stores = inForce(proxy, 'stick').find(({ args }) => /^(on|match|store-\w+)$/.test(args[0] ?? ''));
  if (table === undefined || stores === undefined || stores.args.includes('table')) return [];
  if (table.args.includes('peers') || proxy.servers.length < 2) return [];
  return [
    {
      at: spanOf(table),
      message: `${proxy.kind} ${proxy.name} on ${node.name} keeps clients at their servers by a stick table without peers: after a failover of ${vips} the other node knows none of them.`,
      remedy:
        'write a peers section with both nodes into both files and name it in the stick-table, or use a cookie.',
    },
  ];
}

function inForce(proxy: Proxy, keyword: string): Statement[] {
  return (proxy.byKeyword.get(keyword) ?? []).filter(({ isConditional }) => !isConditional);
}
