import { type Cell, moment } from '../../node/report/page.ts';
import type { FormerDrill } from '../former-runs.ts';
import type { RunFigures } from '../judge/figures.ts';
import { figureCells } from './figure-cells.ts';
import { medianFigures } from './median-figures.ts';

/** More rows say nothing more. */
const MOST_ROWS = 8;

/** The drill and its earlier runs in the lab, the newest first; none = there is nothing to compare with. */
export function formerRows(
  former: readonly FormerDrill[],
  fault: string,
  now: RunFigures,
  startedAtMs: number,
): readonly (readonly Cell[])[] {
  const before = former
    .filter((drill) => drill.fault === fault && drill.startedAtMs < startedAtMs)
    .slice(0, MOST_ROWS);
  if (before.length === 0) return [];
  return [
    ['this drill', '', '', ...figureCells(now)],
    ...before.map((drill) => {
      const middle = medianFigures(drill.runs);
      const load = `${drill.rate}/s${drill.requestMs === 0 ? '' : `, ${drill.requestMs} ms`}`;
      return [
        moment(new Date(drill.startedAtMs).toISOString()),
        verdictCell(drill),
        `${drill.runs.length} at ${load}`,
        ...(middle === undefined ? figureCells(now).map(() => '–') : figureCells(middle)),
      ];
    }),
  ];
}

function verdictCell({ verdict, trouble }: FormerDrill): Cell {
  if (verdict === undefined) return { text: trouble ?? 'not done', tone: 'warn' };
  return { text: verdict, tone: verdict === 'pass' ? 'good' : 'bad' };
}
