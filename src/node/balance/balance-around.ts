import type { Site } from '../../site/site.ts';
import type { NodeDoor } from '../api/node-door.ts';
import type { Tell } from '../daemon/tell.ts';
import type { Intents } from '../intents/intent.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import type { PeerWord } from '../status/site-facts.ts';
import type { SiteView } from '../status/site-view.ts';
import type { AgentMover } from './agent-mover.ts';

/** What the balancer needs of the daemon. */
export interface BalanceAround {
  readonly node: string;
  readonly runDir: string;
  /** The accepted site; undefined = none. */
  readonly site: () => Site | undefined;
  readonly intents: () => Intents;
  readonly observation: () => Promise<NodeObservation>;
  readonly view: () => Promise<SiteView>;
  readonly words: () => Readonly<Record<string, PeerWord>>;
  readonly doors: () => ReadonlyMap<string, NodeDoor>;
  /** An apply, or a release on trial, is on here. */
  readonly isBusy: () => boolean;
  /** The gentle means, for pools that have one. */
  readonly mover: (pool: string) => AgentMover | undefined;
  readonly tell: Tell;
  readonly now: () => number;
  readonly onBug: (error: unknown) => void;
}
