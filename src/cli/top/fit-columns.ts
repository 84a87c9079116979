import { clipLine, fillLine, type Line, lineWidth, span } from './spans.ts';

export interface Column {
  readonly title: string;
  /** Left out when there is no room, the greatest number first; missing = it stays. */
  readonly spare?: number;
  /** It may be cut, down to this many columns; missing = it is shown whole. */
  readonly least?: number;
}

const GAP = 2;

/** A table that is not wider than `width`: the heading, then a line a row. Cells are as many as the columns. */
export function fitColumns(
  columns: readonly Column[],
  rows: readonly (readonly Line[])[],
  width: number,
): { readonly heading: Line; readonly lines: readonly Line[] } {
  const all = columns.map((column, index) => ({
    ...column,
    index,
    full: Math.max(column.title.length, ...rows.map((row) => lineWidth(row[index] ?? []))),
  }));
  let kept = all.filter(({ full }) => full > 0);
  const leastOf = () =>
    kept.reduce(
      // What is dispensable goes before what is not is cut.
      (sum, { full, least, spare }) =>
        sum + (spare === undefined ? full : Math.min(full, least ?? full)) + GAP,
      -GAP,
    );
  while (leastOf() > width) {
    const spare = kept.filter((column) => column.spare !== undefined);
    const first = spare.sort((left, right) => (right.spare ?? 0) - (left.spare ?? 0))[0];
    if (first === undefined) break;
    kept = kept.filter((column) => column !== first);
  }
  const widths = shrink(kept, width);
  const draw = (cells: readonly Line[]): Line => {
    const line = kept.flatMap(({ index }, place) => {
      const isLast = place === kept.length - 1;
      const cell = cells[index] ?? [];
      const own = widths[place] ?? 0;
      return isLast ? clipLine(cell, own) : [...fillLine(cell, own), span(' '.repeat(GAP))];
    });
    return clipLine(line, width);
  };
  return {
    heading: draw(columns.map(({ title }) => [span(title, 'dim')])),
    lines: rows.map((row) => draw(row)),
  };
}

/** Of those that may be cut, the most dispensable gives first, then the widest. */
function shrink(columns: readonly (Column & { readonly full: number })[], width: number): readonly number[] {
  const widths = columns.map(({ full }) => full);
  let over = widths.reduce((sum, own) => sum + own + GAP, -GAP) - width;
  while (over > 0) {
    const able = widths.flatMap((own, place) => {
      const { least, spare = 0 } = columns[place] ?? {};
      return least !== undefined && own > least ? [{ own, place, spare }] : [];
    });
    const widest = able.sort((left, right) => right.spare - left.spare || right.own - left.own)[0];
    if (widest === undefined) break;
    widths[widest.place] = widest.own - 1;
    over -= 1;
  }
  return widths;
}
