import type { Rule } from '../../../base/rule.ts';
import { isKnown, lastOf } from '../meaning/entries.ts';
import type { KeepalivedSubject } from './subject.ts';

export const syncGroupTooSmall: Rule<KeepalivedSubject> = {
  code: 'keepalived/sync-group-too-small',
  severity: 'warning',
  title: 'Sync group of one instance',
  why: 'A group is to move several instances together; with one it does nothing, or a member was forgotten.',
  source: 'keepalived -t: "Sync group G has only 1 virtual router(s) - this probably isn\'t what you want"',
  find: ({ keepalived }) =>
    keepalived.syncGroups
      .filter(
        (group) =>
          isKnown(group, 'group') && lastOf(group, 'group') !== undefined && group.members.length < 2,
      )
      .map(({ at, name, members: [only] }) => ({
        at,
        message: `The sync group ${name} has ${only === undefined ? 'no member' : `only ${only.value}`}: there is nothing to move together.`,
        remedy: 'name the instances that must move together, or remove the group.',
      })),
};
