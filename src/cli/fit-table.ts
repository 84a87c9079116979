import { printTable, visible } from './print-table.ts';

/**
 * A table that fits a terminal: columns that one can do without are left out, the first named first, until no line is
 * wider than `width`. undefined = as wide as it is.
 */
export function fitTable(
  rows: readonly (readonly string[])[],
  width: number | undefined,
  dispensable: readonly string[],
): string {
  const table = printTable(rows);
  const [heading = []] = rows;
  const column = heading.indexOf(dispensable.find((name) => heading.includes(name)) ?? '');
  if (width === undefined || column === -1 || widest(table) <= width) return table;
  return fitTable(
    rows.map((row) => row.filter((_, index) => index !== column)),
    width,
    dispensable,
  );
}

function widest(table: string): number {
  return Math.max(...table.split('\n').map((line) => visible(line).length));
}
