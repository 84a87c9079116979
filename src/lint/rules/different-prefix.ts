import type { Finding, Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, sayPlace, vipsOf, vrrpGroups } from '../vrrp-group.ts';

/** The same VIP with two prefix lengths. */
export const differentPrefix: Rule<LintSite> = {
  code: 'pair/different-prefix',
  severity: 'warning',
  title: 'One VIP, two prefix lengths',
  why:
    'The prefix decides which route the address brings along. After a failover the other node routes differently, and may ' +
    'answer clients by another way or from another address.',
  source: 'keepalived.conf(5), virtual_ipaddress (default /32); keepalived issue 2522',
  find: (site) =>
    vrrpGroups(site).flatMap(([first, ...others]) => others.flatMap((other) => compare(first, other))),
};

function compare(first: Member, other: Member): Finding[] {
  return vipsOf(other.instance).flatMap((vip) => {
    const same = vipsOf(first.instance).find(({ address }) => address === vip.address);
    const width = vip.family === 6 ? 128 : 32;
    const [here, there] = [vip.prefix ?? width, same?.prefix ?? width];
    if (same === undefined || here === there) return [];
    return [
      {
        at: vip.at,
        message: `VIP ${vip.address} is /${here} on ${other.node.name} and /${there} on ${first.node.name} (${sayPlace(same.at)}): a failover changes the routes of the node.`,
        remedy: 'write the VIP with the same prefix on all nodes.',
      },
    ];
  });
}
