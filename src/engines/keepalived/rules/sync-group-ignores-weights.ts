import type { Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const syncGroupIgnoresWeights: Rule<KeepalivedSubject> = {
  code: 'keepalived/sync-group-ignores-weights',
  severity: 'error',
  title: 'Sync group ignores weights of its members',
  why: 'The members of a sync group have one state: Keepalived ignores what a single member tracks with a weight, so that a failing check changes nothing. What the group itself tracks moves all its members.',
  source:
    'keepalived 2.2.7: "ignoring tracked file … with weight -20 due to SYNC group" for a member, and "Changing effective priority from 110 to 90" of both members for the group; keepalived.conf(5), VRRP synchronization group(s)',
  find: ({ keepalived }) =>
    keepalived.syncGroups
      .filter((group) => !group.tracksWeights && isKnown(group, 'sync_group_tracking_weight'))
      .flatMap((group) => {
        const names = group.members.map(({ value }) => value);
        const members = keepalived.instances.filter(({ name }) => names.includes(name));
        return members.flatMap(({ tracks }) =>
          tracks
            .filter(({ weight }) => weight !== 0)
            .map(({ at, name, weight }) => ({
              at,
              message: `Keepalived ignores ${name} with its weight of ${weight}, because it belongs to the sync group ${group.name}: when it fails, nothing moves.`,
              remedy: `move it into ${group.name}, whose tracks count for all members, on every node; or write "weight 0" here, which means FAULT for the whole group.`,
            })),
        );
      }),
};
