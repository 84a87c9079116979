import type { UsualPair } from '../../node/page/page-site.ts';
import type { Drawing } from '../../node/show/drawing.ts';
import type { FormerDrill } from '../former-runs.ts';
import type { DrillOutcome, DrillRunDone } from '../run-drill.ts';

/** What a report of drills is made of. */
export interface DrillStory {
  readonly site: string;
  readonly lab: string;
  /** Milliseconds since 1970. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** `holdfast drill run node-loss --lab-name web`. */
  readonly command: string;
  /** Versions, cores and load of the machine, in words. */
  readonly machine: string;
  /** New connections a second, and how long a server took to answer. */
  readonly rate: number;
  readonly requestMs: number;
  readonly drills: readonly ToldDrill[];
  /** Why it ended before all was done; undefined = all was done. */
  readonly brokenOff: string | undefined;
  /** Earlier drills in the lab, the newest first. */
  readonly former: readonly FormerDrill[];
  readonly usual: UsualPair | undefined;
  /** The site before the first drill and after the last; undefined = it could not be looked at. */
  readonly before: Drawing | undefined;
  readonly after: Drawing | undefined;
}

/** One fault of those that were wanted. */
export interface ToldDrill {
  readonly fault: string;
  readonly does: string;
  readonly hurts: string;
  readonly wantedRuns: number;
  readonly done: readonly Omit<DrillRunDone, 'fault'>[];
  /** undefined = it did not come to its end, or did not begin. */
  readonly outcome: DrillOutcome | undefined;
}
