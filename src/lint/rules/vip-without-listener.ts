import type { Finding, Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { hasProxy, listenersOf, listensOn } from '../listeners.ts';
import { type Member, membersOf } from '../vrrp-group.ts';

/** A VIP of a node on which none of its proxies listens. */
export const vipWithoutListener: Rule<LintSite> = {
  code: 'pair/vip-without-listener',
  severity: 'warning',
  title: 'No proxy listens on this VIP',
  why:
    'The address moves faithfully from node to node, and every connection to it is refused, because the proxy is bound to ' +
    'other addresses only.',
  source: 'bind(2); configuration.txt 4.2, bind; the listen directive of nginx',
  find: (site) => membersOf(site).flatMap((member) => findFor(member)),
};

function findFor({ node, keepalived, instance }: Member): Finding[] {
  const listeners = listenersOf(node);
  // With virtual servers the kernel itself answers on the VIP; with virtual routes it is a gateway.
  const isElse = keepalived.virtualServers.length > 0 || hasRoutes(instance);
  if (listeners === undefined || !hasProxy(node) || isElse) return [];
  return [...instance.addresses, ...instance.excludedAddresses].flatMap(({ address, family, at }) => {
    if (family === undefined || listeners.some((one) => listensOn(one, { address, family }))) return [];
    const addresses = [...new Set(listeners.map((one) => one.address))].sort();
    return [
      {
        at,
        message: `No proxy of ${node.name} listens on VIP ${address}: they listen on ${addresses.join(', ')} only, so that connections to the VIP are refused.`,
        remedy: `bind the proxy to ${address} (or to all addresses), or remove the VIP.`,
      },
    ];
  });
}

function hasRoutes({ entry }: Member['instance']): boolean {
  return (entry.block ?? []).some(({ words }) => /^virtual_(routes|rules)/.test(words[0]?.value ?? ''));
}
