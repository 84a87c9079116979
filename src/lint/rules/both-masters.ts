import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { sayPlace, sayVips, vrrpGroups } from '../vrrp-group.ts';

/** Every node of a VIP says `state MASTER`. */
export const bothMasters: Rule<LintSite> = {
  code: 'pair/both-masters',
  severity: 'warning',
  title: 'More than one node has state MASTER',
  why:
    'With state MASTER Keepalived drops nopreempt and preempt_delay, so a node that comes back takes the VIP at once, also ' +
    'while its services still start. And the file no longer tells who should hold the VIP.',
  source:
    'keepalived.conf(5), nopreempt ("the initial state must not be MASTER"); keepalived issues 1884 and 2370',
  find: (site) =>
    vrrpGroups(site).flatMap((group) => {
      const [first, ...others] = group.filter(({ instance }) => instance.state?.value === 'MASTER');
      if (first === undefined) return [];
      return others.map((other) => ({
        at: other.instance.state?.at ?? other.instance.at,
        message: `${other.node.name} has state MASTER for ${sayVips(other.instance)}, and so has ${first.node.name} (${sayPlace(first.instance.state?.at ?? first.instance.at)}).`,
        remedy:
          'write `state BACKUP` on all nodes but the preferred one (or on all), and let the priorities decide.',
      }));
    }),
};
