import { inSubnet, networkOf } from '../../base/address.ts';
import type { Finding, Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { type Member, membersOf, sourceOf, vipsOf } from '../vrrp-group.ts';

/** A VIP whose own subnet does not contain the node that shall carry it. */
export const vipOutsideSubnet: Rule<LintSite> = {
  code: 'pair/vip-outside-subnet',
  severity: 'warning',
  title: 'The VIP lies outside the node’s subnet',
  why:
    'Routers and neighbours look for the VIP on its own network. On an interface of another network nobody asks for it by ' +
    'ARP, and its prefix brings a route that draws traffic to the wrong interface.',
  source: 'keepalived.conf(5), virtual_ipaddress (dev); Keepalived accepts it silently',
  find: (site) => membersOf(site).flatMap((member) => findFor(member)),
};

function findFor({ node, instance }: Member): Finding[] {
  const own = sourceOf(instance);
  if (own === undefined) return [];
  return vipsOf(instance).flatMap(({ address, family, prefix, device, at }) => {
    const elsewhere = device !== undefined && device !== instance.interface?.value;
    if (family !== own.family || prefix === undefined || elsewhere) return [];
    // A VIP of its own size (/32, /128) says nothing of a network; a /31 or /127 is a link of two.
    if (prefix >= (family === 4 ? 31 : 127)) return [];
    const vip = { address, family, prefix };
    if (inSubnet(own, vip)) return [];
    return [
      {
        at,
        message: `VIP ${address}/${prefix} belongs to ${networkOf(vip)}, but ${node.name} sends its adverts on ${instance.interface?.value ?? 'this interface'} from ${own.address}, which is outside it.`,
        remedy: `choose a VIP in the network of ${own.address}, or name the interface that carries ${networkOf(vip)} with \`dev\`.`,
      },
    ];
  });
}
