import type { Finding, Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, sayPlace, vrrpGroups } from '../vrrp-group.ts';

/** A virtual address that only one node of the pair knows. */
export const differentAddresses: Rule<LintSite> = {
  code: 'pair/different-addresses',
  severity: 'error',
  title: 'The nodes list different virtual addresses',
  why:
    'Adverts carry the list of virtual_ipaddress, and Keepalived drops adverts with another list: both nodes become ' +
    'master. In virtual_ipaddress_excluded the address is lost at the failover instead.',
  source: 'RFC 3768 section 7.1; measured: one address more on one node, both nodes hold the VIP',
  find: (site) =>
    vrrpGroups(site).flatMap(([first, ...others]) => others.flatMap((other) => compare(first, other))),
};

function compare(first: Member, other: Member): Finding[] {
  return [
    ...missing(first, other, 'addresses'),
    ...missing(other, first, 'addresses'),
    ...missing(first, other, 'excludedAddresses'),
    ...missing(other, first, 'excludedAddresses'),
  ];
}

/** What `here` has and `there` lacks. */
function missing(here: Member, there: Member, list: 'addresses' | 'excludedAddresses'): Finding[] {
  const known = new Set(there.instance[list].map(({ address }) => address));
  const isAdvertised = list === 'addresses';
  const keyword = isAdvertised ? 'virtual_ipaddress' : 'virtual_ipaddress_excluded';
  return here.instance[list]
    .filter(({ address }) => !known.has(address))
    .map(({ address, at }) => ({
      at,
      message: `${address} is in ${keyword} of ${here.node.name}, not of ${there.node.name} (${sayPlace(there.instance.at)}): ${isAdvertised ? 'each drops the adverts of the other, and both hold the VIP' : `it is gone while ${there.node.name} holds the VIP`}.`,
      remedy: `write the same addresses into ${keyword} on all nodes, and change them on all nodes at once.`,
      severity: isAdvertised ? ('error' as const) : ('warning' as const),
    }));
}
