import type { Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const mixedAddressFamilies: Rule<KeepalivedSubject> = {
  code: 'keepalived/mixed-address-families',
  severity: 'error',
  title: 'IPv4 and IPv6 in one virtual_ipaddress',
  why: 'The addresses of an instance are of one family, that of the first: Keepalived ignores the others, and nobody holds them.',
  source: 'keepalived -t: "address family must match VRRP instance […] - ignoring"',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance) => {
      const [first, ...others] = instance.addresses;
      const family = first?.family;
      if (first === undefined || family === undefined || !isKnown(instance, 'virtual_ipaddress')) return [];
      return others
        .filter((vip) => vip.family !== undefined && vip.family !== family)
        .map((vip) => ({
          at: vip.at,
          message: `${instance.name} is an instance of IPv${family} (its first address is ${first.address}): Keepalived ignores ${vip.address}, and nobody holds it.`,
          remedy: `move it to an instance of its own for IPv${vip.family}, and join both in a vrrp_sync_group; or to virtual_ipaddress_excluded.`,
        }));
    }),
};
