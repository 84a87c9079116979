import type { Finding, Rule } from '../../base/rule.ts';
import { ALL_WELL, holderOf, priorityOf } from '../failover-arithmetic.ts';
import type { LintSite } from '../lint-site.ts';
import { type Entrant, entrantOf } from '../vrrp-candidate.ts';
import { sayVips, vrrpGroups } from '../vrrp-group.ts';

/** The node with the highest priority does not hold the VIP, because tracks lift another one while all is well. */
export const weightsTurnTheOrder: Rule<LintSite> = {
  code: 'pair/weights-turn-the-order',
  severity: 'warning',
  title: 'Weights lift the backup while all is well',
  why:
    'A positive weight counts while a check succeeds. On one node only, or larger there, it turns the order of the ' +
    'priorities: the VIP is on the node that nobody expects, and each failure of the check moves it although it should not.',
  source: 'keepalived.conf(5), vrrp_script ("a positive weight … rise successes will add weight")',
  find: (site) =>
    vrrpGroups(site).flatMap((group) => {
      const entrants = group.map((member) => entrantOf(member)).filter((one) => one !== undefined);
      return entrants.length < group.length ? [] : findAmong(entrants);
    }),
};

function findAmong(entrants: readonly Entrant[]): Finding[] {
  const holder = holderOf(entrants.map(({ candidate }) => candidate));
  const [first, second] = entrants.toSorted((left, right) => right.candidate.base - left.candidate.base);
  if (holder === undefined || first === undefined || first.candidate.base === second?.candidate.base)
    return [];
  const [mine, theirs] = [priorityOf(first.candidate, ALL_WELL), priorityOf(holder, ALL_WELL)];
  if (mine === 'fault' || theirs === 'fault' || mine >= theirs) return [];
  const { instance, node } = first.member;
  return [
    {
      at: instance.priority?.at ?? instance.at,
      message: `${node.name} has the highest priority for ${sayVips(instance)}, ${first.candidate.base}, and comes to ${mine} with its tracks while all is well; ${holder.name} comes from ${holder.base} to ${theirs} and holds it.`,
      remedy:
        'track the same with the same weights on all nodes, or give the preferred node the highest sum.',
    },
  ];
}
