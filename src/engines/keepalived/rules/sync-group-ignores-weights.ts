import type { Rule } from '../../../base/rule.ts';
import { isKnown } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const syncGroupIgnoresWeights: Rule<KeepalivedSubject> = {
  code: 'keepalived/sync-group-ignores-weights',
  severity: 'error',
  title: 'Sync group ignores the weights of tracks',
  why: 'The members of a sync group have one state: Keepalived ignores tracks with weights in it, so that a failing check changes nothing.',
  source:
    'keepalived -t: "ignoring tracked script chk with weights due to SYNC group"; keepalived.conf(5), VRRP synchronization group(s)',
  find: ({ keepalived }) =>
    keepalived.syncGroups
      .filter((group) => !group.tracksWeights && isKnown(group, 'sync_group_tracking_weight'))
      .flatMap((group) => {
        const names = group.members.map(({ value }) => value);
        const members = keepalived.instances.filter(({ name }) => names.includes(name));
        return [group, ...members].flatMap(({ tracks }) =>
          tracks
            .filter(({ weight }) => weight !== 0)
            .map(({ at, name, weight }) => ({
              at,
              message: `Keepalived ignores ${name} with its weight of ${weight}, because it belongs to the sync group ${group.name}: when it fails, nothing moves.`,
              remedy: `Write "sync_group_tracking_weight" into ${group.name}, on every node, or "weight 0" here, which means FAULT for the whole group.`,
            })),
        );
      }),
};
