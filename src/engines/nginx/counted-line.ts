/** One request, or one session that ended, as nginx wrote it down (`compile/counts.ts`). */
export interface CountedLine {
  /** In lower case, as nginx may write it. */
  readonly pool: string;
  /** Servers that were tried, in order; the last one answered, or nobody did. */
  readonly tries: readonly { readonly address: string; readonly ended: Ended }[];
}

/** failed: no connection, or no answer · error: it answered with 5xx · ok: anything else, also a client that gave up. */
export type Ended = 'ok' | 'failed' | 'error';

/** nginx puts these between the tries of one location, and between locations. */
const BETWEEN = /, | : /;

/** undefined = a line that is cut off, or somebody else's. */
export function readCountedLine(line: string): CountedLine | undefined {
  const [kind, pool, addresses, statuses, times, more] = line.split('|');
  if (pool === undefined || addresses === undefined || statuses === undefined || times === undefined)
    return undefined;
  if (more !== undefined || pool === '' || (kind !== 'h' && kind !== 's')) return undefined;
  const said = statuses.split(BETWEEN);
  const took = times.split(BETWEEN);
  const tries = addresses.split(BETWEEN);
  return {
    pool: pool.toLowerCase(),
    tries: tries.map((address, place) => ({
      address,
      ended:
        kind === 'h'
          ? requestEnded(said[place] ?? '-', took[place] ?? '-')
          : sessionEnded(took[place] ?? '-', place === tries.length - 1 ? (said[0] ?? '') : ''),
    })),
  };
}

/** @param took until the first line of the answer; `-` = there was none */
function requestEnded(status: string, took: string): Ended {
  const number = Number(status) || 0;
  if (took === '-') return number >= 500 ? 'failed' : 'ok';
  return number >= 500 ? 'error' : 'ok';
}

/** @param took until the connection stood; `-` = it never did @param status of the whole session; empty = others were tried after it */
function sessionEnded(took: string, status: string): Ended {
  if (status === '') return 'failed';
  return took === '-' || status === '502' || status === '504' ? 'failed' : 'ok';
}
