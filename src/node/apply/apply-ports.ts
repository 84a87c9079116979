import type { Problem } from '../../base/problem.ts';
import type { Release, ReleaseFile } from '../../release/release.ts';
import type { Site } from '../../site/site.ts';
import type { NodeDoor } from '../api/node-door.ts';
import type { Forced } from '../in-force/forced.ts';
import type { Journal } from '../journal/open-journal.ts';
import type { State } from '../state/open-state.ts';
import type { NodeObservation } from '../status/node-observation.ts';
import type { ApplyRecord, TrialRecord } from './records.ts';
import type { StoredRecord } from './stored-record.ts';

/** One file of this node; secrets stand in it as references. */
export type NodeFile = Pick<ReleaseFile, 'path' | 'mode' | 'text'>;

/** A spec that has no errors, and what comes of it. */
export interface CompiledSpec {
  readonly site: Site;
  readonly release: Release;
  /** Warnings. Default: none. */
  readonly problems?: readonly Problem[];
}

/** All that changing a site needs of the daemon that it runs in. */
export interface ApplyPorts {
  /** This node's name. */
  readonly node: string;
  readonly state: State;
  readonly journal: Pick<Journal, 'append'>;
  readonly trialRecord: StoredRecord<TrialRecord>;
  readonly applyRecord: StoredRecord<ApplyRecord>;
  /** Text → release, with the router ids that are kept; the problems when one is an error. */
  compile(
    spec: string,
    file: string,
    routerIds: Readonly<Record<string, number>>,
  ): CompiledSpec | readonly Problem[];
  /** This node's files for a site, with the intents that are in force now. */
  filesFor(site: Site): readonly ReleaseFile[];
  readonly inForce: InForcePort;
  /** Doors to the other nodes of the present site, and of `site` too when one is given. */
  peers(site?: Site): ReadonlyMap<string, NodeDoor>;
  /** What this node's daemon sees of itself. */
  observation(): Promise<NodeObservation>;
  readonly clock: Clock;
  /** Letters and digits that nobody used before. */
  newId(): string;
}

/** The effects on this node's engines. */
export interface InForcePort {
  /** Swap or restore: when it throws, what was in force before is in force again, or the Fault says that it is not. */
  putInForce(files: readonly NodeFile[]): Promise<Forced>;
  /** Asks the engines; changes nothing. @throws Fault with their words */
  validate(files: readonly ReleaseFile[], site: Site): Promise<void>;
  /** How `putInForce` would be done now. */
  forecast(files: readonly NodeFile[]): Promise<Pick<Forced, 'how' | 'sessionsCut' | 'notes'>>;
  /** What is in force now; empty = nothing ever was. */
  filesInForce(): Promise<readonly Pick<NodeFile, 'path' | 'text'>[]>;
}

export interface Clock {
  /** Milliseconds since 1970, for people. */
  now(): number;
  /** Milliseconds that only grow, for leases and deadlines. */
  elapsed(): number;
  sleep(ms: number): Promise<void>;
}
