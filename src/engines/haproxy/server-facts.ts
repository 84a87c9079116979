/** `lastCheck` of a server that is checked and was not yet. */
export const NOT_CHECKED_YET = 'not checked yet';
/** One server as one HAProxy sees it. */
export interface ServerFacts {
  readonly pool: string;
  readonly server: string;
  /** drain: also one that is up and has weight 0, which is what a file has for it. */
  readonly state: 'up' | 'down' | 'drain' | 'maint' | 'unknown';
  /** Open now. */
  readonly sessions: number;
  /** In words, such as `L7OK 200 in 1 ms`; `not checked` when the pool has no check. */
  readonly lastCheck: string;
  /** As set last, whatever a slow start makes of it now; missing = this HAProxy does not tell. */
  readonly weight?: number;
  /** How long it has been up or down, in whole seconds, since its HAProxy started at most; missing = this HAProxy does not tell. */
  readonly sinceMs?: number;
  /** `10.77.0.21:8080`, `[fd77::21]:8080`; missing = this HAProxy does not tell. */
  readonly address?: string;
  /** Missing = nobody counts. */
  readonly counts?: ServerCounts;
}

/** What a server was asked, in requests (http) or sessions: by HAProxy since its process began, by nginx since the daemon reads. */
export interface ServerCounts {
  /** A second, lately: the last second of HAProxy, the last five of nginx, which counts a session at its end. */
  readonly perSecond: number;
  readonly total: number;
  /** No connection, or no answer. */
  readonly failed: number;
  /** Answers of 5xx. */
  readonly errors: number;
}

/** What one `show stat` tells. */
export interface HaproxyFacts {
  readonly servers: readonly ServerFacts[];
  /** Sessions that are open now through each frontend, by name; of this process alone. */
  readonly frontends: Readonly<Record<string, number>>;
}

/** Reads the servers in an answer to `show stat`. Throws when it has no heading. */
export function parseServerFacts(csv: string): readonly ServerFacts[] {
  return parseHaproxyFacts(csv).servers;
}

/** Reads the answer to `show stat`; columns are found by their name. Throws when it has no heading. */
export function parseHaproxyFacts(csv: string): HaproxyFacts {
  const lines = csv.split('\n').filter((line) => line.trim() !== '');
  const heading = lines.shift();
  if (heading === undefined || !heading.startsWith('#'))
    throw new Error('no heading in the answer to "show stat"');
  const columns = new Map(splitCsv(heading.replace(/^#\s*/, '')).map((name, index) => [name, index]));
  const servers: ServerFacts[] = [];
  const frontends: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const line of lines) {
    const cells = splitCsv(line);
    const cell = (name: string): string => cells[columns.get(name) ?? -1] ?? '';
    const name = cell('svname');
    if (name === 'FRONTEND') frontends[cell('pxname')] = Number(cell('scur')) || 0;
    else if (name !== '' && name !== 'BACKEND') servers.push(factsOf(cell));
  }
  return { servers, frontends };
}

function factsOf(cell: (name: string) => string): ServerFacts {
  // `weight` is lower during a slow start; `uweight` is the one that was set.
  const weight = cell('uweight');
  const state = stateOf(cell('status'));
  return {
    pool: cell('pxname'),
    server: cell('svname'),
    state: state === 'up' && weight === '0' ? 'drain' : state,
    sessions: Number(cell('scur')) || 0,
    lastCheck: lastCheckOf(cell),
    ...(weight === '' ? {} : { weight: Number(weight) || 0 }),
    ...(cell('lastchg') === '' ? {} : { sinceMs: Number(cell('lastchg')) * 1_000 || 0 }),
    ...(cell('addr') === '' ? {} : { address: cell('addr') }),
    ...(cell('stot') === '' ? {} : { counts: countsOf(cell) }),
  };
}

function countsOf(cell: (name: string) => string): ServerCounts {
  const number = (name: string): number => Number(cell(name)) || 0;
  return {
    perSecond: number('rate'),
    total: number('stot'),
    failed: number('econ') + number('eresp'),
    errors: number('hrsp_5xx'),
  };
}

/** `UP`, `UP 1/3`, `DOWN (agent)`, `NOLB`, `MAINT (via …)`, `DRAIN`, `no check`. */
function stateOf(status: string): ServerFacts['state'] {
  if (/^(UP|NOLB|no check)/.test(status)) return 'up';
  if (status.startsWith('DOWN')) return 'down';
  if (status.startsWith('DRAIN')) return 'drain';
  return status.startsWith('MAINT') ? 'maint' : 'unknown';
}

function lastCheckOf(cell: (name: string) => string): string {
  // `* L7OK`: another check is on its way.
  const result = cell('check_status').replace(/^\*\s*/, '');
  if (result === '') return cell('status') === 'no check' ? 'not checked' : NOT_CHECKED_YET;
  if (result === 'INI') return NOT_CHECKED_YET;
  const code = cell('check_code');
  const took = cell('check_duration');
  const reason = /OK/.test(result) ? '' : cell('last_chk').trim();
  return (
    [result, code, took === '' ? '' : `in ${took} ms`].filter((word) => word !== '').join(' ') +
    (reason === '' ? '' : `: ${reason}`)
  );
}

/** RFC 4180, as HAProxy writes it: a cell with a comma or a quote stands in quotes, which are doubled inside. */
export function splitCsv(line: string): string[] {
  // Hardly a line has quotes; this is 20 times as fast.
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line[index]!;
    if (quoted && character === '"' && line[index + 1] === '"') {
      cell += '"';
      index += 1;
    } else if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...cells, cell];
}
