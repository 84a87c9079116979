import type { Design } from './designs.ts';
import type { EventSeen } from './measure-event.ts';

export interface Row {
  readonly event: string;
  readonly design: Design;
  readonly seen: EventSeen;
  /** By itself: every container lives in the network that it should, and clients are answered. */
  readonly healed: boolean;
}

const HEADS: Readonly<Record<Design, string>> = {
  flawed: 'IN NGINX’S NETWORK',
  fixed: 'PAUSE CONTAINER',
  members: 'HOLDFAST, MEMBERS',
  one: 'HOLDFAST, DEFAULT',
};

/** Events down, designs across: connections lost, the longest time without an answer, what is left. */
export function printPods(rows: readonly Row[], machine: string, tookS: number): string {
  const designs = (Object.keys(HEADS) as Design[]).filter((one) => rows.some(({ design }) => design === one));
  const events = [...new Set(rows.map(({ event }) => event))];
  const table = [
    ['100 new connections a second; lost, longest gap', ...designs.map((one) => HEADS[one])],
    ...events.map((event) => [
      event,
      ...designs.map((design) => cellOf(rows.find((one) => one.event === event && one.design === design))),
    ]),
  ];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const lines = table.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart((widths[column] ?? 0) + 2),
      )
      .join('')
      .trimEnd(),
  );
  return `${machine}\n\n${lines.join('\n')}\n\n${verdictOf(rows)} (${tookS} s in all)\n`;
}

function cellOf(row: Row | undefined): string {
  if (row === undefined) return '–';
  const { seen, healed } = row;
  if (seen.isDark) return 'never again';
  const gap = seen.outageMs < 1000 ? `${seen.outageMs} ms` : `${(seen.outageMs / 1000).toFixed(1)} s`;
  return `${seen.lost}, ${gap}${healed ? '' : ', ORPHANS'}`;
}

/** What must hold of the default style: nothing is lost by a restart; the pause heals by itself within 300 ms. */
export function broken(rows: readonly Row[]): readonly string[] {
  const of = (event: string): Row | undefined =>
    rows.find((row) => row.design === 'one' && row.event === event);
  const engine = of('engine container restarted');
  const pause = of('pause restarted');
  return [
    ...(engine !== undefined && engine.seen.lost > 0
      ? [`a restart of the engine's container lost ${engine.seen.lost}`]
      : []),
    ...(pause !== undefined && !pause.healed ? ['a restarted pause does not heal'] : []),
    ...(pause !== undefined && pause.seen.outageMs > 300
      ? [`a restarted pause cost ${pause.seen.outageMs} ms`]
      : []),
  ];
}

function verdictOf(rows: readonly Row[]): string {
  const found = broken(rows);
  return found.length === 0 ? 'pass: all that must hold does' : `FAIL: ${found.join('; ')}`;
}
