import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { advertSecondsOf, differing, sayPlace, sayVips, versionOf, vrrpGroups } from '../vrrp-group.ts';

/** The nodes of a VIP advertise at different intervals. */
export const differentAdvertInt: Rule<LintSite> = {
  code: 'pair/different-advert-int',
  severity: 'error',
  title: 'The nodes advertise at different intervals',
  why:
    'VRRP version 2 drops adverts whose interval is not its own: neither node hears the other, both become master. ' +
    'Version 3 follows the interval of the master, so that the time to take over depends on who holds the VIP.',
  source:
    'RFC 3768 section 7.1; RFC 5798 section 6.1; measured: 1 s and 2 s in version 2, both nodes hold the VIP',
  find: (site) =>
    vrrpGroups(site).flatMap((group) =>
      differing(group, ({ instance }) => advertSecondsOf(instance)).map(
        ({ first, firstValue, other, value }) => {
          const isHarmless = versionOf(first.instance) === 3 && versionOf(other.instance) === 3;
          return {
            at: other.instance.advertSeconds?.at ?? other.instance.at,
            message: `${other.node.name} advertises ${sayVips(other.instance)} every ${value} s, ${first.node.name} every ${firstValue} s (${sayPlace(first.instance.advertSeconds?.at ?? first.instance.at)}): ${isHarmless ? 'how fast the VIP moves depends on who holds it' : 'each drops the adverts of the other, and both hold the VIP'}.`,
            remedy: 'write the same advert_int on all nodes of this VIP.',
            severity: isHarmless ? ('warning' as const) : ('error' as const),
          };
        },
      ),
    ),
};
