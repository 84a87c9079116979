import type { BackThen } from './back-lately.ts';
import type { Counts } from './balance-plan.ts';
import type { ServerLoad } from './server-load.ts';

/** One run of a pool: sessions are moved until it is balanced, or until something stops it. JSON. */
export interface RunState {
  readonly id: string;
  /** Who asked for it; `holdfast` = the pool's mode is on. */
  readonly who: string;
  readonly startedMs: number;
  /** When it began. */
  readonly before: Counts;
  /** What its first plan would come to. */
  readonly predicted: Counts;
  /** Sessions moved so far, and how many there are to move as far as is known. */
  readonly moved: number;
  readonly of: number;
  /** The plan that is being carried out; a run may need several, one after the other. */
  readonly leg: RunLeg;
  /** Which one it is, from 1. */
  readonly legs: number;
  /** undefined = it is on. */
  readonly ended: RunEnd | undefined;
}

export interface RunEnd {
  readonly how: 'balanced' | 'stopped';
  readonly says: string;
  readonly atMs: number;
  /** What was done did not do what it should: another run is not tried soon. */
  readonly inVain: boolean;
}

/** One plan, from the first of its sessions that moves until the last is back. */
export interface RunLeg {
  /** In one sentence. */
  readonly says: string;
  /** What was seen when it was planned. */
  readonly base: readonly ServerLoad[];
  /** Server → sessions it should have, and those it has when all went well. */
  readonly shares: Counts;
  readonly goal: Counts;
  /** Server → how many of those that were moved it gets, by the prediction. */
  readonly gets: Counts;
  /** Server → how many are to leave it yet. */
  readonly left: Counts;
  readonly of: number;
  readonly moved: number;
  /** What was asked for last: `seen.moved` says what it came to. */
  readonly asked: number;
  /** Times one after the other that nothing at all could be moved. */
  readonly refused: number;
  /** The rate allows no session before. */
  readonly nextMs: number;
  /** The most sessions that were seen together. */
  readonly most: number;
  /** Server → sessions, since they last changed by more than a few. */
  readonly steady: Counts;
  readonly steadySinceMs: number;
  /** How many had come back, a moment ago and since. */
  readonly backThen: BackThen;
  /** No session leaves any more before there is a new plan: the fleet is another one. */
  readonly isStale: boolean;
  /** Since when the counts are unknown; undefined = they are known. */
  readonly blindSinceMs: number | undefined;
  readonly deadlineMs: number;
}

/** What the node that decides knows at one moment. */
export interface RunSight {
  readonly nowMs: number;
  /** undefined = the counts are not known. */
  readonly loads: readonly ServerLoad[] | undefined;
  /** Why nothing may be moved now (a pause, an apply, a drill, another holder), in a few words; undefined = it may. */
  readonly hindrance: string | undefined;
  /** How many sessions the last step really moved; undefined = as many as it asked for. */
  readonly moved?: number | undefined;
}

export type RunStep =
  | { readonly do: 'move'; readonly moves: Counts }
  | { readonly do: 'wait'; readonly untilMs: number }
  | { readonly do: 'end'; readonly how: 'balanced' | 'stopped'; readonly says: string };
