import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

/** What fitted into an advert of the first versions. */
const MOST = 20;

export const tooManyVips: Rule<KeepalivedSubject> = {
  code: 'keepalived/too-many-vips',
  severity: 'info',
  title: 'Many VIPs in every advert',
  why: 'Each address of virtual_ipaddress travels in every advert and is compared by every receiver: a change of one of them on one node makes two holders.',
  source:
    'keepalived.conf(5), virtual_ipaddress_excluded; measured: 26 are accepted without a word; adding one on one node alone makes two holders until the other follows, in virtual_ipaddress_excluded none',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap(({ addresses, name }): readonly Finding[] => {
      const first = addresses[MOST];
      if (first === undefined) return [];
      return [
        {
          at: first.at,
          message: `${name} has ${addresses.length} addresses in virtual_ipaddress: all of them go into every advert, and a node whose list differs by one is not heard.`,
          remedy: `keep one of them here and move the others to virtual_ipaddress_excluded, on every node.`,
        },
      ];
    }),
};
