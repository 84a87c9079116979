import type { RunFigures } from '../../src/drill/judge/figures.ts';

/** What the half of a run inside the usual pair's lab is told. */
export interface UsualOrder {
  readonly dir: string;
  readonly fault: string;
  /** New connections a second. */
  readonly rate: number;
}

/** One run of a fault against the usual pair. Times that had no end while somebody looked are at least that long. */
export interface UsualRun {
  readonly figures: RunFigures;
  readonly outageGoesOn: boolean;
  readonly twoHoldersGoOn: boolean;
}

/** What it answers, a line of JSON each: first what was measured, then that the pair is well again. */
export type UsualLine = { readonly is: 'measured'; readonly run: UsualRun } | { readonly is: 'well' };
