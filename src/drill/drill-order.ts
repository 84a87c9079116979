import type { DrillBeat } from './drill-beat.ts';
import type { DrillOutcome, DrillRunDone } from './run-drill.ts';

/** What the half of a drill inside the lab is told. */
export interface DrillOrder {
  /** The lab's directory. */
  readonly dir: string;
  readonly faults: readonly string[];
  readonly runs: number;
  /** New connections a second. */
  readonly rate: number;
  readonly requestMs: number;
  /** Somebody watches: beats are told, too. Default: no. */
  readonly isWatched?: boolean;
}

/** What it answers, a line of JSON each. */
export type DrillLine =
  | { readonly is: 'event'; readonly text: string }
  | { readonly is: 'run'; readonly run: DrillRunDone }
  | { readonly is: 'beat'; readonly beat: DrillBeat }
  | { readonly is: 'outcome'; readonly outcome: DrillOutcome }
  | {
      readonly is: 'failed';
      readonly fault: {
        readonly code: string;
        readonly message: string;
        readonly remedy: string;
        readonly evidence: string;
      };
    };
