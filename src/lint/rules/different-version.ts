import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { differing, sayPlace, sayVips, versionOf, vrrpGroups } from '../vrrp-group.ts';

/** One node speaks VRRP version 2, the other version 3. */
export const differentVersion: Rule<LintSite> = {
  code: 'pair/different-version',
  severity: 'error',
  title: 'The nodes speak different versions of VRRP',
  why: 'A node drops adverts of another version: neither hears the other, both become master.',
  source: 'RFC 5798 section 7.1; measured: version 2 against 3, both nodes hold the VIP',
  find: (site) =>
    vrrpGroups(site).flatMap((group) =>
      differing(group, ({ instance }) => versionOf(instance)).map(({ first, firstValue, other, value }) => ({
        at: other.instance.version?.at ?? other.instance.at,
        message: `${other.node.name} speaks VRRP version ${value} for ${sayVips(other.instance)}, ${first.node.name} version ${firstValue} (${sayPlace(first.instance.version?.at ?? first.instance.at)}): each drops the adverts of the other, and both hold the VIP.`,
        remedy: 'write the same vrrp_version (or version) on all nodes of this VIP.',
      })),
    ),
};
