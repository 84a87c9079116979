import { type Row, readTable } from './read-table.ts';

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

const COLUMNS = [
  'pxname',
  'svname',
  'scur',
  'status',
  'check_status',
  'check_code',
  'check_duration',
  'last_chk',
  'lastchg',
  'uweight',
  'addr',
  'rate',
  'stot',
  'econ',
  'eresp',
  'hrsp_5xx',
] as const;

type StatRow = Row<(typeof COLUMNS)[number]>;

/** Reads the servers in an answer to `show stat`. Throws when it has no heading. */
export function parseServerFacts(csv: string): readonly ServerFacts[] {
  return parseHaproxyFacts(csv).servers;
}

/** Reads the answer to `show stat`; columns are found by their name. Throws when it has no heading. */
export function parseHaproxyFacts(csv: string): HaproxyFacts {
  const rows = readTable(csv, ',', COLUMNS);
  if (rows === undefined) throw new Error('no heading in the answer to "show stat"');
  const servers: ServerFacts[] = [];
  const frontends: Record<string, number> = Object.create(null) as Record<string, number>;
  for (const row of rows) {
    const { svname: name } = row;
    if (name === 'FRONTEND') frontends[row.pxname] = Number(row.scur) || 0;
    else if (name !== '' && name !== 'BACKEND') servers.push(factsOf(row));
  }
  return { servers, frontends };
}

function factsOf(row: StatRow): ServerFacts {
  // `weight` is lower during a slow start; `uweight` is the one that was set.
  const { uweight: weight, lastchg, addr } = row;
  const state = stateOf(row.status);
  return {
    pool: row.pxname,
    server: row.svname,
    state: state === 'up' && weight === '0' ? 'drain' : state,
    sessions: Number(row.scur) || 0,
    lastCheck: lastCheckOf(row),
    ...(weight === '' ? {} : { weight: Number(weight) || 0 }),
    ...(lastchg === '' ? {} : { sinceMs: Number(lastchg) * 1_000 || 0 }),
    ...(addr === '' ? {} : { address: addr }),
    ...(row.stot === '' ? {} : { counts: countsOf(row) }),
  };
}

function countsOf({ rate, stot, econ, eresp, hrsp_5xx: errors }: StatRow): ServerCounts {
  return {
    perSecond: Number(rate) || 0,
    total: Number(stot) || 0,
    failed: (Number(econ) || 0) + (Number(eresp) || 0),
    errors: Number(errors) || 0,
  };
}

/** `UP`, `UP 1/3`, `DOWN (agent)`, `NOLB`, `MAINT (via …)`, `DRAIN`, `no check`. */
function stateOf(status: string): ServerFacts['state'] {
  if (/^(UP|NOLB|no check)/.test(status)) return 'up';
  if (status.startsWith('DOWN')) return 'down';
  if (status.startsWith('DRAIN')) return 'drain';
  return status.startsWith('MAINT') ? 'maint' : 'unknown';
}

function lastCheckOf(row: StatRow): string {
  // `* L7OK`: another check is on its way.
  const result = row.check_status.replace(/^\*\s*/, '');
  if (result === '') return row.status === 'no check' ? 'not checked' : NOT_CHECKED_YET;
  if (result === 'INI') return NOT_CHECKED_YET;
  const took = row.check_duration;
  const reason = /OK/.test(result) ? '' : row.last_chk.trim();
  return (
    [result, row.check_code, took === '' ? '' : `in ${took} ms`].filter((word) => word !== '').join(' ') +
    (reason === '' ? '' : `: ${reason}`)
  );
}
