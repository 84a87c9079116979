import type { Site } from '../../site/site.ts';
import type { ApplyProgress } from '../apply/apply-progress.ts';
import type { Intent, Intents } from '../intents/intent.ts';
import type { NodeObservation } from '../status/node-observation.ts';

export interface HealingFacts {
  /** This node's own, of this very cycle. */
  readonly observation: Omit<NodeObservation, 'findings'>;
  /** The current revision's site with the intents in force compiled into it; undefined = none was accepted. */
  readonly expected: Site | undefined;
  /** All that are kept, ended ones too. */
  readonly intents: Intents;
  /** The pause in force for this node. */
  readonly paused: Intent | undefined;
  /** The apply that is on, or the last one. */
  readonly apply: ApplyProgress | undefined;
  /** A switchover that this node coordinates, or takes part in, is on. Default: none. */
  readonly isMoving?: boolean;
  readonly files: readonly FileStanding[];
  /** Why this node does not know enough to do anything: the state cannot be read, … */
  readonly blind: readonly string[];
  /** Every peer's observation is fresh. */
  readonly peersSeen: boolean;
  readonly nowMs: number;
}

/** One file of this node, by digest. */
export interface FileStanding {
  readonly path: string;
  /** undefined = it is not there. */
  readonly inForce: string | undefined;
  /** As compiled from the revision and the intents in force. */
  readonly wanted: string;
  /** As this daemon, or one before it, put it in force last; undefined = not known. */
  readonly put: string | undefined;
}
