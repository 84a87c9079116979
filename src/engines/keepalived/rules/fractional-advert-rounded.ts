import type { Finding, Rule } from '../../../base/rule.ts';
import { versionOf } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

export const fractionalAdvertRounded: Rule<KeepalivedSubject> = {
  code: 'keepalived/fractional-advert-rounded',
  severity: 'warning',
  title: 'Fraction of a second needs VRRP version 3',
  why: 'VRRPv2 counts whole seconds: Keepalived rounds the interval and starts, so that the takeover is many times slower than planned.',
  source: 'keepalived -t: "VRRPv2 advertisement interval 0.500000s must be an integer. rounding"',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance): readonly Finding[] => {
      const { advertSeconds } = instance;
      if (
        advertSeconds === undefined ||
        !(advertSeconds.value % 1 > 0) ||
        versionOf(keepalived, instance) !== 2
      )
        return [];
      const rounded = Math.max(1, Math.round(advertSeconds.value));
      return [
        {
          at: advertSeconds.at,
          message: `${instance.name} speaks VRRP version 2, which counts whole seconds: Keepalived makes ${rounded} s of ${advertSeconds.value} s.`,
          remedy:
            'write "version 3" into the instance, on every node at once (version 3 has no authentication), or whole seconds.',
        },
      ];
    }),
};
