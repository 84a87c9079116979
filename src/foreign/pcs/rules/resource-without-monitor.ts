import type { Rule } from '../../../base/rule.ts';
import { pcsResources } from './pcs-resources.ts';
import type { PcsSubject } from './subject.ts';

export const resourceWithoutMonitor: Rule<PcsSubject> = {
  code: 'pcs/resource-without-monitor',
  severity: 'error',
  title: 'Pacemaker never looks at the resource again',
  why: 'Pacemaker only learns of a dead service by its monitor operation: without one, or with interval 0, it stays dead and the address stays where it is.',
  source: 'pcs(8), resource create --no-default-ops; Pacemaker Explained, "Monitoring Resources for Failure"',
  find({ pcs }) {
    return pcsResources(pcs).flatMap(({ name, at, monitor, hasNoDefaultOps }) => {
      const interval = monitor?.options.get('interval');
      const isOff = interval !== undefined && /^0(?:ms|s|m|min)?$/.test(interval);
      // Without `op monitor` pcs adds the one that the agent recommends.
      if (monitor === undefined ? !hasNoDefaultOps : !isOff) return [];
      return [
        {
          at: monitor?.at ?? at,
          message:
            monitor === undefined
              ? `--no-default-ops leaves ${name} without a monitor operation: when it dies Pacemaker does not notice.`
              : `The monitor of ${name} has interval ${interval}: it never runs again, and Pacemaker does not notice when ${name} dies.`,
          remedy: 'add `op monitor interval=10s timeout=30s`.',
        },
      ];
    });
  },
};
