import { type PoolMatrix, poolMatrix, type ServerRow } from '../../../../ui/see/pool-matrix.ts';
import { spanWords } from '../../../../ui/see/time-words.ts';
import { fitColumns } from '../fit-columns.ts';
import { BLANK, labelled, type Row } from '../row.ts';
import { linkOf, type Seen } from '../seen.ts';
import { type Ink, type Line, span } from '../spans.ts';

const INKS: Readonly<Record<string, Ink>> = { up: 'good', down: 'bad', drain: 'warn', maint: 'warn' };

/** Every server as every node sees it. */
export function poolRows(seen: Seen, width: number): readonly Row[] {
  const { site, nowMs } = seen;
  if (site?.view === undefined) return [];
  const isLive = linkOf(seen) === 'live';
  return poolMatrix(site, nowMs, '').flatMap((matrix, index) => [
    ...(index === 0 ? [] : [BLANK]),
    ...headRows(matrix, isLive, width),
    ...serverRows(matrix, isLive, width),
  ]);
}

function headRows(
  { pool, up, total, sessions, counts, about }: PoolMatrix,
  isLive: boolean,
  width: number,
): readonly Row[] {
  const ink: Ink = !isLive ? 'dim' : up === 0 ? 'bad' : up < total ? 'warn' : 'good';
  return labelled(
    pool,
    [
      span(up === 0 ? 'NONE' : String(up), ink),
      span(` of ${total} up`, ink),
      span(
        ` ${sessions} ${sessions === 1 ? 'session' : 'sessions'}${counts === undefined ? '' : `, ${counts}`}`,
      ),
      span(` ${about}`, 'dim'),
    ],
    width,
  );
}

function serverRows({ pool, nodes, rows }: PoolMatrix, isLive: boolean, width: number): readonly Row[] {
  const table = fitColumns(
    [
      { title: 'SERVER', least: 8 },
      ...nodes.map(({ node, age, isOld }) => ({
        title: isOld ? `${node} OLD ${age.replace(' ago', '')}` : `${node} SEES`,
        least: 6,
      })),
      { title: 'LAST CHECK', least: 12, spare: 2 },
      { title: 'COUNTED', spare: 1 },
      { title: 'WEIGHT', spare: 3 },
      { title: 'ADDRESS', spare: 4 },
    ],
    rows.map((row) => [
      [span(row.server, 'strong')],
      ...nodes.map(({ node }) => seenLine(row, node, isLive)),
      checkLine(row),
      [span(row.counts ?? '–', row.counts === undefined ? 'dim' : 'plain')],
      [span(weightWords(row.weights))],
      [span(row.address, 'dim')],
    ]),
    width - 2,
  );
  return [
    { line: [span('  '), ...table.heading] },
    ...table.lines.flatMap((line, place): readonly Row[] => {
      const row = rows[place];
      if (row === undefined) return [];
      const states = row.seen.map(({ state }) => state).join(' ');
      const find = `${pool}/${row.server} ${row.address} ${states} ${row.intent ?? ''}`;
      return [
        { line: [span('  '), ...line], id: `${pool}/${row.server}`, find },
        ...(row.intent === undefined
          ? []
          : labelled('', [span(row.intent, 'warn')], width).map((more) => ({ ...more, find }))),
      ];
    }),
  ];
}

/** `up 4 open`, `DOWN for 3 min, 0 open`. Since when a server is drained HAProxy does not tell. */
function seenLine({ seen }: ServerRow, node: string, isLive: boolean): Line {
  const own = seen.find((one) => one.node === node);
  if (own === undefined) return [span('not seen', 'dim')];
  const isDim = own.isOld || !isLive;
  const word = own.state === 'up' || own.state === 'unknown' ? own.state : own.state.toUpperCase();
  const since = own.state !== 'down' || own.sinceMs === undefined ? '' : ` for ${spanWords(own.sinceMs)},`;
  return [
    span(word, isDim ? 'dim' : (INKS[own.state] ?? 'dim')),
    span(`${since} ${own.sessions} open`, isDim ? 'dim' : 'plain'),
  ];
}

/** What the last check said; of each node when they were told different things. */
function checkLine({ seen }: ServerRow): Line {
  const kinds = new Set(seen.map(({ lastCheck }) => lastCheck.replace(/ in \d+ ms/, '')));
  if (kinds.size <= 1) return [span(seen[0]?.lastCheck ?? '')];
  return [span(seen.map(({ node, lastCheck }) => `${node}: ${lastCheck}`).join('; '))];
}

function weightWords({ spec, wanted, runs }: ServerRow['weights']): string {
  if (wanted !== undefined) return `${runs} (wanted ${wanted}, spec ${spec})`;
  return runs === spec ? spec : `${runs} (spec ${spec})`;
}
