import type { Finding, Rule } from '../../../base/rule.ts';
import { linesOf } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const vipBecomesSource: Rule<KeepalivedSubject> = {
  code: 'keepalived/vip-becomes-source',
  severity: 'info',
  title: 'IPv6 VIP becomes the source of connections',
  why: 'An IPv6 address with the prefix of the subnet may be chosen as the source of what the node sends: its checks come from the VIP and break when it moves.',
  source:
    "measured: a VIP with /64 became the source of the node's own checks, with /128 it did not; RFC 6724; keepalived.conf(5), preferred_lft",
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance) => {
      const lines = [
        ...linesOf(instance, 'virtual_ipaddress'),
        ...linesOf(instance, 'virtual_ipaddress_excluded'),
      ];
      return [...instance.addresses, ...instance.excludedAddresses].flatMap(
        (vip, index): readonly Finding[] => {
          const { address, family, prefix, at } = vip;
          const isDeprecated = lines[index]?.words.some(({ value }) => value === 'preferred_lft') === true;
          if (family !== 6 || prefix === undefined || prefix === 128 || isDeprecated) return [];
          return [
            {
              at,
              message: `The node may choose the VIP ${address}/${prefix} as the source of its own connections: they break when the VIP moves.`,
              remedy: `write ${address}/128, or add "preferred_lft 0".`,
            },
          ];
        },
      );
    }),
};
