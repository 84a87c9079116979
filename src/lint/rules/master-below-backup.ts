import type { Finding, Rule } from '../../base/rule.ts';
import { ALL_WELL, holderOf, priorityOf } from '../failover-arithmetic.ts';
import type { LintSite } from '../lint-site.ts';
import { type Entrant, entrantOf } from '../vrrp-candidate.ts';
import { sayVips, vrrpGroups } from '../vrrp-group.ts';

/** The node with `state MASTER` has a lower priority than a BACKUP while all is well. */
export const masterBelowBackup: Rule<LintSite> = {
  code: 'pair/master-below-backup',
  severity: 'warning',
  title: 'State MASTER stands on the lower priority',
  why:
    'Priorities decide, not the state: the node that is meant as backup holds the VIP from the first minute, and the one ' +
    'that is meant as master is the untested one.',
  source:
    'RFC 5798 section 6.4; keepalived.conf(5), state ("as soon as the other machine(s) come up, an election is held")',
  find: (site) =>
    vrrpGroups(site).flatMap((group) => {
      const entrants = group.map((member) => entrantOf(member)).filter((one) => one !== undefined);
      return entrants.length < group.length ? [] : findAmong(entrants);
    }),
};

function findAmong(entrants: readonly Entrant[]): Finding[] {
  const holder = holderOf(entrants.map(({ candidate }) => candidate));
  const masters = entrants.filter(({ member }) => member.instance.state?.value === 'MASTER');
  const [master] = masters;
  if (holder === undefined || master === undefined || masters.length > 1) return [];
  const [mine, theirs] = [priorityOf(master.candidate, ALL_WELL), priorityOf(holder, ALL_WELL)];
  if (mine === 'fault' || theirs === 'fault' || mine >= theirs) return [];
  // Where weights alone turn the order, weights-turn-the-order tells it.
  if (master.candidate.base > holder.base) return [];
  const { instance, node } = master.member;
  const counted = (base: number, sum: number) =>
    base === sum ? `${sum}` : `${sum} (${base} and its tracks)`;
  return [
    {
      at: instance.state?.at ?? instance.at,
      message: `${node.name} has state MASTER for ${sayVips(instance)} and priority ${counted(master.candidate.base, mine)} while all is well; ${holder.name} has ${counted(holder.base, theirs)} and holds it.`,
      remedy: `give ${node.name} the highest priority with all weights counted, or write \`state MASTER\` on ${holder.name}.`,
    },
  ];
}
