import type { Finding, Rule } from '../../../base/rule.ts';
import { priorityOf } from '../meaning/in-force.ts';
import type { KeepalivedSubject } from './subject.ts';

export const masterWithoutPriority: Rule<KeepalivedSubject> = {
  code: 'keepalived/master-without-priority',
  severity: 'error',
  title: 'MASTER without a priority owns the address',
  why: 'Keepalived gives an instance with state MASTER and no priority 255: as owner of the address it ignores the weights of its tracks, so that a failing check never moves the VIP.',
  source: 'measured with 2.2.7: "ignoring tracked script chk with weights due to address_owner"',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance): readonly Finding[] => {
      const { state } = instance;
      if (state?.value !== 'MASTER' || instance.priority !== undefined || priorityOf(instance) === undefined)
        return [];
      return [
        {
          at: state.at,
          message: `${instance.name} starts as MASTER and has no priority: Keepalived makes it 255, the owner of the address, whose tracks with a weight it ignores and whose VIP no node can take by priority.`,
          remedy: 'write a priority from 1 to 254, for example "priority 150".',
        },
      ];
    }),
};
