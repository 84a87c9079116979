import type { Rule } from '../../../base/rule.ts';
import { isYes, pcsProperty } from './pcs-properties.ts';
import type { PcsSubject } from './subject.ts';

export const fencingDisabled: Rule<PcsSubject> = {
  code: 'pcs/fencing-disabled',
  severity: 'warning',
  title: 'A node that hangs is never fenced',
  why: 'A node that no longer answers may still hold the VIP or write to the disk; without fencing the other one takes over all the same, and there are two owners.',
  source: 'Clusters from Scratch, "What is Fencing?"; Pacemaker Explained, stonith-enabled',
  find({ pcs }) {
    const fencing = pcsProperty(pcs, 'stonith-enabled');
    if (fencing === undefined || isYes(fencing.value)) return [];
    return [
      {
        at: fencing.at,
        message: `stonith-enabled is ${fencing.value}: a node that hangs or is cut off keeps its VIP and its resources while the other one takes them over as well.`,
        remedy:
          'create a fence device (`pcs stonith create …`, or `pcs stonith sbd enable` with a watchdog) and remove this.',
      },
    ];
  },
};
