import type { RunFigures } from '../judge/figures.ts';

export const FIGURE_HEAD = [
  'Sent',
  'Lost',
  'In flight',
  'Cut',
  'Longest outage',
  'Slowest',
  'Two holders',
  'As before after',
  'Holder',
] as const;

/** The figures of a run in the order of the heading. */
export function figureCells(run: RunFigures): readonly string[] {
  const { sent, lost, inFlight, cut, outageMs, slowestMs, twoHoldersMs, recoveredMs } = run;
  return [
    ...[sent, lost, inFlight, cut].map(String),
    ...[outageMs, slowestMs, twoHoldersMs].map((ms) => `${ms} ms`),
    recoveredMs === null ? 'not in time' : `${recoveredMs} ms`,
    `${names(run.holdersBefore)} → ${names(run.holdersAfter)}`,
  ];
}

function names(holders: readonly string[]): string {
  return holders.length === 0 ? 'nobody' : holders.join('+');
}
