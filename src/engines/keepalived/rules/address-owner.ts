import type { Finding, Rule } from '../../../base/rule.ts';
import type { KeepalivedSubject } from './subject.ts';

export const addressOwner: Rule<KeepalivedSubject> = {
  code: 'keepalived/address-owner',
  severity: 'warning',
  title: 'Priority 255 cannot be lowered',
  why: 'Priority 255 means that the node owns the address: weights of tracks and nopreempt do not count, and the node takes the VIP whenever it is up.',
  source:
    'RFC 5798 section 5.2.4; keepalived -t: "ignoring tracked script … with weights due to address_owner", "nopreempt is incompatible with priority 255"',
  find: ({ keepalived }) =>
    keepalived.instances.flatMap((instance): readonly Finding[] => {
      const { priority, tracks, noPreempt, state } = instance;
      if (priority?.value !== 255) return [];
      const weighted = tracks.find(({ weight }) => weight !== 0);
      const ignored = [
        ...(weighted === undefined ? [] : [`the weight of ${weighted.name}`]),
        ...(noPreempt === undefined ? [] : ['nopreempt']),
        ...(state?.value === 'BACKUP' ? ['state BACKUP'] : []),
      ];
      if (ignored.length === 0) return [];
      return [
        {
          at: priority.at,
          message: `Priority 255 makes this node the owner of the address, which contradicts ${ignored.join(' and ')}: nothing lowers it, and the node takes the VIP whenever it is up.`,
          remedy: 'choose a priority from 1 to 254.',
        },
      ];
    }),
};
