import type { NodeDoor } from '../api/node-door.ts';
import type { ApplyPorts } from './apply-ports.ts';
import type { Trials } from './trials.ts';

/** What the coordinator needs of a node, its own among them. */
export type TrialDoor = Pick<
  NodeDoor,
  'check' | 'startTrial' | 'renewTrial' | 'keepTrial' | 'undoTrial' | 'observation' | 'filesInForce'
>;

/** The way to the node that we are. */
export function ownDoor(ports: ApplyPorts, trials: Trials): TrialDoor {
  return {
    check: (order) => trials.check(order),
    startTrial: (order) => trials.start(order),
    renewTrial: async (apply) => trials.renew(apply),
    keepTrial: (apply) => trials.keep(apply),
    undoTrial: (apply) => trials.undo(apply),
    observation: () => ports.observation(),
    filesInForce: () => ports.inForce.filesInForce(),
  };
}
