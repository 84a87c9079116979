import type { Rule } from '../../../base/rule.ts';
import { isYes, pcsProperty } from './pcs-properties.ts';
import type { PcsSubject } from './subject.ts';

export const fencingWithoutDevice: Rule<PcsSubject> = {
  code: 'pcs/fencing-without-device',
  severity: 'error',
  title: 'Fencing is on but no fence device exists',
  why: 'Pacemaker starts no resource while fencing is on and no device can do it, and after a node died it waits for ever for a fencing that nobody can carry out.',
  source:
    'Clusters from Scratch, "Configure Fencing"; Pacemaker: "Resource start-up disabled since no STONITH resources have been defined"',
  find({ pcs }) {
    const fencing = pcsProperty(pcs, 'stonith-enabled');
    if (fencing === undefined || !isYes(fencing.value)) return [];
    const does = (...wanted: string[]) =>
      pcs.commands.some(({ words }) => wanted.every((word, index) => words[index]?.value === word));
    // A script that makes no cluster may rely on a device that exists; so may one that loads a whole configuration.
    const makesCluster = does('cluster', 'setup') || does('resource', 'create');
    const hasDevice =
      does('stonith', 'create') || does('stonith', 'sbd', 'enable') || does('cluster', 'cib-push');
    if (!makesCluster || hasDevice) return [];
    return [
      {
        at: fencing.at,
        message:
          'stonith-enabled is true and this script creates no fence device: Pacemaker starts no resource, and none is recovered after a node dies.',
        remedy:
          'create one for each node first (`pcs stonith create …` for its power switch, hypervisor or cloud), and test it with `pcs stonith fence NODE`.',
      },
    ];
  },
};
