import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { differing, sayPlace, sayVips, vrrpGroups } from '../vrrp-group.ts';

/** The same VIP under two virtual router ids. */
export const differentRouterId: Rule<LintSite> = {
  code: 'pair/different-router-id',
  severity: 'error',
  title: 'One VIP, two virtual router ids',
  why:
    'A node listens only to adverts of its own virtual_router_id. With two ids neither hears the other, both become ' +
    'master, and the VIP is on both nodes at once.',
  source: 'RFC 5798 section 7.1; keepalived.conf(5), virtual_router_id',
  find: (site) =>
    vrrpGroups(site).flatMap((group) =>
      differing(group, ({ instance }) => instance.routerId?.value).map(
        ({ first, firstValue, other, value }) => ({
          at: other.instance.routerId?.at ?? other.instance.at,
          message: `The ${sayVips(other.instance)} has virtual_router_id ${value} on ${other.node.name} and ${firstValue} on ${first.node.name} (${sayPlace(first.instance.routerId?.at ?? first.instance.at)}): neither hears the other, and both hold it.`,
          remedy: `write the same virtual_router_id on all nodes of this VIP.`,
        }),
      ),
    ),
};
