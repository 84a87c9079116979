import type { Rule } from '../../base/rule.ts';
import { ALL_WELL, priorityOf } from '../failover-arithmetic.ts';
import type { LintSite } from '../lint-site.ts';
import { entrantOf } from '../vrrp-candidate.ts';
import { sayPlace, sayVips, vrrpGroups } from '../vrrp-group.ts';

/** Two nodes of a VIP with the same priority while all is well. */
export const samePriority: Rule<LintSite> = {
  code: 'pair/same-priority',
  severity: 'warning',
  title: 'Two nodes have the same priority',
  why:
    'Equals start at the same moment as masters, both announce the VIP, and the higher address wins: who holds it is an ' +
    'accident of numbering, and after every common restart clients meet both.',
  source: 'RFC 5798 section 6.4.3 (ties go to the higher address); keepalived issues 1884 and 2649',
  find: (site) =>
    vrrpGroups(site).flatMap((group) => {
      const entrants = group.map((member) => entrantOf(member)).filter((one) => one !== undefined);
      return entrants.flatMap(({ member, candidate }, index) => {
        const priority = priorityOf(candidate, ALL_WELL);
        const equal = entrants
          .slice(0, index)
          .find((other) => priorityOf(other.candidate, ALL_WELL) === priority);
        if (priority === 'fault' || equal === undefined) return [];
        const { instance, node } = member;
        const isClaimed = [instance, equal.member.instance].some(({ state }) => state?.value === 'MASTER');
        return [
          {
            at: instance.priority?.at ?? instance.at,
            message: `${node.name} has priority ${priority} for ${sayVips(instance)} while all is well, and so has ${equal.member.node.name} (${sayPlace(equal.member.instance.priority?.at ?? equal.member.instance.at)}): the higher address decides who holds it.`,
            remedy: 'give each node a priority of its own, such as 100 and 90.',
            // Two BACKUPs of one priority are a known way to keep the VIP where it is.
            severity: isClaimed ? ('warning' as const) : ('info' as const),
          },
        ];
      });
    }),
};
