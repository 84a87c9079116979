import type { Finding, Rule } from '../../../base/rule.ts';
import { nearest } from '../../../spec/did-you-mean.ts';
import type { KeepalivedSubject } from './subject.ts';

export const syncGroupMemberUnknown: Rule<KeepalivedSubject> = {
  code: 'keepalived/sync-group-member-unknown',
  severity: 'error',
  title: 'Sync group names an unknown instance',
  why: 'Keepalived ignores a member that does not exist, and removes a group that is left with none: the VIPs that should move together move apart.',
  source:
    'keepalived -t: "Virtual router … specified in sync group … doesn\'t exist - ignoring", "cannot exist in more than one sync group"',
  find: ({ keepalived }) => {
    if (keepalived.isPartial) return [];
    const names = keepalived.instances.map(({ name }) => name);
    const groupOf = new Map<string, string>();
    return keepalived.syncGroups.flatMap((group) =>
      group.members.flatMap(({ value, at }): readonly Finding[] => {
        const other = groupOf.get(value);
        if (!group.entry.isConditional) groupOf.set(value, other ?? group.name);
        if (!names.includes(value)) return [{ at, ...unknown(group.name, value, names) }];
        if (other === undefined || other === group.name) return [];
        return [
          {
            at,
            message: `${value} is a member of ${other} already: Keepalived ignores the group ${group.name}.`,
            remedy: 'leave it in one of the groups.',
          },
        ];
      }),
    );
  },
};

function unknown(group: string, name: string, names: readonly string[]): Omit<Finding, 'at'> {
  const meant = nearest(name, names);
  return {
    message: `The sync group ${group} names ${name}, and there is no such vrrp_instance: Keepalived ignores it, and its VIPs do not move with the others.`,
    remedy: meant === undefined ? 'remove the name, or define the instance.' : `write ${meant}.`,
  };
}
