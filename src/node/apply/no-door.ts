import { peerUnreachable } from './apply-faults.ts';
import type { TrialDoor } from './trial-door.ts';

/** Stands for a node to which no way is known. */
export function noDoor(node: string): TrialDoor {
  const refuse = () => Promise.reject(peerUnreachable({ [node]: 'no way to it is known' }));
  return {
    check: refuse,
    startTrial: refuse,
    renewTrial: refuse,
    keepTrial: refuse,
    undoTrial: refuse,
    observation: refuse,
    filesInForce: refuse,
  };
}
