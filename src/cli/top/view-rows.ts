import { filterRows, labelled, type Row } from './row.ts';
import type { Seen } from './seen.ts';
import { span } from './spans.ts';
import type { TopState, ViewName } from './top-state.ts';
import { changeRows } from './views/changes.ts';
import { nodeRows } from './views/nodes.ts';
import { nowRows } from './views/now.ts';
import { poolRows } from './views/pools.ts';
import { sessionRows } from './views/sessions.ts';
import { timelineRows } from './views/timeline.ts';
import { vipRows } from './views/vips.ts';

const VIEWS: Readonly<Record<ViewName, (seen: Seen, width: number) => readonly Row[]>> = {
  now: nowRows,
  vips: vipRows,
  nodes: nodeRows,
  pools: poolRows,
  sessions: sessionRows,
  changes: changeRows,
  timeline: timelineRows,
};

/** All lines of the view that is chosen, as its filter leaves them. */
export function viewRows({ view, filters }: TopState, seen: Seen, width: number): readonly Row[] {
  const rows = VIEWS[view](seen, width);
  if (rows.length === 0) {
    const words = seen.site?.view === undefined ? 'no node was heard yet' : 'the site has none';
    return labelled('', [span(words, 'dim')], width);
  }
  return filterRows(rows, filters[view] ?? '');
}

/** Where the choice is: the row that was chosen, else the first that can be; undefined = none can. */
export function chosenId({ view, chosen }: TopState, rows: readonly Row[]): string | undefined {
  const ids = rows.flatMap(({ id }) => id ?? []);
  const wanted = chosen[view];
  return wanted !== undefined && ids.includes(wanted) ? wanted : ids[0];
}
