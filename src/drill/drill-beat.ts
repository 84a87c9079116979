import type { Tally } from './probe/tally.ts';

/** A tenth of a second of a run that is on: what clients noticed, and who had the VIP. */
export interface DrillBeat extends Tally {
  /** When this run began: another one begins anew. Milliseconds since 1970, as `atMs`. */
  readonly startMs: number;
  readonly atMs: number;
  /** By the kernel's word at that moment, sorted; of a lost node, until its cables are cut. */
  readonly holders: readonly string[];
  /** How many things the drill has done so far. */
  readonly acts: number;
}
