import type { Finding, Rule } from '../../../base/rule.ts';
import { entrySpan } from '../grammar/word-span.ts';
import { entriesOf, isSet } from '../meaning/entries.ts';
import { isGlobalSet, versionOf } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

export const authIgnored: Rule<KeepalivedSubject> = {
  code: 'keepalived/auth-ignored',
  severity: 'warning',
  title: 'VRRP password that Keepalived ignores',
  why: 'VRRPv3 has no authentication and vrrp_strict forbids it: Keepalived drops the block, so that adverts from anybody on the network are believed.',
  source:
    'RFC 5798 section 9; keepalived -t: "VRRP version 3 does not support authentication. Ignoring.", "Strict mode does not support authentication. Ignoring."',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance): readonly Finding[] => {
      const [authentication] = entriesOf(instance, 'authentication');
      if (authentication === undefined) return [];
      const version = versionOf(keepalived, instance);
      const isStrict = isGlobalSet(keepalived, 'vrrp_strict') || isSet(instance, 'strict_mode');
      const reason =
        version === 3 ? 'VRRP version 3 has no authentication' : 'vrrp_strict forbids authentication';
      if (version !== 3 && !isStrict) return [];
      return [
        {
          at: entrySpan(instance.path, authentication),
          message: `Keepalived ignores this password: ${reason}. Anybody who can send to the nodes can take the VIP.`,
          remedy:
            'remove the block, use unicast_peer with vrrp_check_unicast_src, and let a firewall accept VRRP (protocol 112) from the peers alone.',
        },
      ];
    }),
};
