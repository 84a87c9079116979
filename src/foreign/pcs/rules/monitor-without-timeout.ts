import type { Rule } from '../../../base/rule.ts';
import { pcsResources } from './pcs-resources.ts';
import type { PcsSubject } from './subject.ts';

export const monitorWithoutTimeout: Rule<PcsSubject> = {
  code: 'pcs/monitor-without-timeout',
  severity: 'info',
  title: 'The monitor runs with the general time-out',
  why: 'An `op monitor` that is written by hand takes the place of the one the agent recommends, its time-out included: a hang is noticed only after the cluster-wide 20 s.',
  source: 'Pacemaker Explained, "Operation Properties": timeout; "Multiple Monitor Operations"',
  find({ pcs }) {
    return pcsResources(pcs).flatMap(({ name, monitor }) => {
      if (monitor === undefined || monitor.options.has('timeout')) return [];
      return [
        {
          at: monitor.at,
          message: `The monitor of ${name} has no timeout of its own: one that hangs is only given up after the cluster's 20 s.`,
          remedy: 'add timeout=, as long as the slowest good answer takes.',
        },
      ];
    });
  },
};
