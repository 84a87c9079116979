import type { Finding, Rule } from '../../../base/rule.ts';
import { entrySpan } from '../grammar/word-span.ts';
import { isKnown, isSet, lastOf } from '../meaning/entries.ts';
import { isGlobalSet, priorityOf, versionOf } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

export const strictMode: Rule<KeepalivedSubject> = {
  code: 'keepalived/strict-mode',
  severity: 'warning',
  title: 'Strict mode makes the VIP unreachable',
  why: 'vrrp_strict forbids a node that does not own the address to accept packets for it: Keepalived adds firewall rules, and a service on the VIP cannot be reached.',
  source:
    'keepalived.conf(5), vrrp_strict and accept; keepalived -t: "warning - accept mode for VRRP version 2 does not comply with RFC3768 - resetting", "State MASTER must match being address owner"',
  find: ({ keepalived }) => {
    const isGlobal = isGlobalSet(keepalived, 'vrrp_strict');
    return keepalived.instances.flatMap((instance): readonly Finding[] => {
      const own = lastOf(instance, 'strict_mode');
      const isStrict = own === undefined ? isGlobal : isSet(instance, 'strict_mode');
      const version = versionOf(keepalived, instance);
      if (
        !isStrict ||
        version === undefined ||
        !isKnown(instance, 'strict_mode') ||
        !isKnown(instance, 'accept')
      )
        return [];
      const isAccepted = version === 3 && isSet(instance, 'accept');
      const priority = priorityOf(instance);
      if (isAccepted || priority === undefined || priority === 255) return [];
      const but = isSet(instance, 'accept') ? ' ("accept" counts in version 3 only)' : '';
      return [
        {
          at: own === undefined ? instance.at : entrySpan(instance.path, own),
          message: `${instance.name} is in strict mode: the node drops every packet to the VIP that is not to be routed further${but}, so that no service on it can be reached, not even by ping.`,
          remedy: 'remove vrrp_strict, unless the VIP is a gateway alone.',
        },
      ];
    });
  },
};
