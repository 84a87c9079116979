/** One server as one HAProxy sees it. */
export interface ServerFacts {
  readonly pool: string;
  readonly server: string;
  readonly state: 'up' | 'down' | 'drain' | 'maint' | 'unknown';
  /** Open now. */
  readonly sessions: number;
  /** In words, such as `L7OK 200 in 1 ms`; `not checked` when the pool has no check. */
  readonly lastCheck: string;
}

/** Reads the answer to `show stat`; columns are found by their name. Throws when it has no heading. */
export function parseServerFacts(csv: string): readonly ServerFacts[] {
  const lines = csv.split('\n').filter((line) => line.trim() !== '');
  const heading = lines.shift();
  if (heading === undefined || !heading.startsWith('#'))
    throw new Error('no heading in the answer to "show stat"');
  const names = splitCsv(heading.replace(/^#\s*/, ''));
  return lines
    .map((line) => {
      const cells = splitCsv(line);
      return (name: string) => cells[names.indexOf(name)] ?? '';
    })
    .filter((cell) => cell('svname') !== '' && !['FRONTEND', 'BACKEND'].includes(cell('svname')))
    .map((cell) => ({
      pool: cell('pxname'),
      server: cell('svname'),
      state: stateOf(cell('status')),
      sessions: Number(cell('scur')) || 0,
      lastCheck: lastCheckOf(cell),
    }));
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
  if (result === '') return cell('status') === 'no check' ? 'not checked' : 'not checked yet';
  if (result === 'INI') return 'not checked yet';
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
