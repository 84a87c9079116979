import type { Rule } from '../../base/rule.ts';
import type { LintSite } from '../lint-site.ts';
import { differing, nodeNameOf, sayPlace, vrrpGroups } from '../vrrp-group.ts';

/** The nodes of a pair call themselves the same. */
export const sameName: Rule<LintSite> = {
  code: 'pair/same-name',
  severity: 'info',
  title: 'Both nodes have the same router_id',
  why: 'router_id is the name of the node in mails and SNMP: nobody can tell which of the two reports a failover.',
  source: 'keepalived.conf(5), router_id ("string identifying the machine (doesn’t have to be hostname)")',
  find: (site) => {
    const told = new Set<string>();
    return vrrpGroups(site).flatMap((group) => {
      const [first, ...others] = group;
      const name = nodeNameOf(first);
      if (name === undefined) return [];
      // `differing` tells who differs; the rest is the same.
      const different = new Set(
        differing(group, (member) => nodeNameOf(member)?.value).map(({ other }) => other),
      );
      return others.flatMap((other) => {
        const theirs = nodeNameOf(other);
        if (theirs === undefined || different.has(other) || told.has(other.node.name)) return [];
        told.add(other.node.name);
        return [
          {
            at: theirs.at,
            message: `${other.node.name} and ${first.node.name} (${sayPlace(name.at)}) both call themselves ${theirs.value}.`,
            remedy: 'give each node a router_id of its own, such as its host name.',
          },
        ];
      });
    });
  },
};
