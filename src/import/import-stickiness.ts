import { printDuration } from '../base/duration.ts';
import type { Proxy, Statement } from '../engines/haproxy/meaning/meaning.ts';
import { parseHaproxyTime } from '../engines/haproxy/meaning/parse-time.ts';
import type { PoolInput } from './draft.ts';

/** `cookie NAME insert …`, or a table of client addresses; anything else stays as raw lines. */
export function importStickiness(proxy: Proxy, taken: Set<Statement>): PoolInput['sticky'] {
  const cookie = proxy.byKeyword.get('cookie')?.at(-1);
  if (cookie !== undefined) return byCookie(proxy, cookie, taken);
  const table = proxy.byKeyword.get('stick-table')?.at(-1);
  const sticks = proxy.byKeyword.get('stick') ?? [];
  if (table === undefined || sticks.length !== 1 || sticks[0]?.args.join(' ') !== 'on src') return undefined;
  const { args } = table;
  const kind = valueBehind(args, 'type');
  const entries = sizeOf(valueBehind(args, 'size') ?? '');
  const expireMs = parseHaproxyTime(valueBehind(args, 'expire') ?? '24d');
  const isPlain = !args.some((word) => /^(store|write-to|srvkey|nopurge|recv-only)$/.test(word));
  if (!isPlain || (kind !== 'ip' && kind !== 'ipv6') || entries === undefined || expireMs === undefined)
    return undefined;
  taken.add(table);
  taken.add(sticks[0]);
  return {
    source: true,
    ...(expireMs === 1_800_000
      ? {}
      : { expire: printDuration(Math.min(Math.max(expireMs, 1_000), 24 * 86_400_000)) }),
    ...(entries === 100_000 ? {} : { entries }),
  };
}

function byCookie(proxy: Proxy, cookie: Statement, taken: Set<Statement>): PoolInput['sticky'] {
  const [name = '', ...words] = cookie.args;
  const isOurs = words.every((word) => /^(insert|indirect|nocache|httponly|secure)$/.test(word));
  const isUsed = proxy.servers.some(({ options }) => options.has('cookie'));
  if (!isOurs || !words.includes('insert') || !isUsed || proxy.mode !== 'http') return undefined;
  taken.add(cookie);
  return { cookie: name };
}

function valueBehind(words: readonly string[], word: string): string | undefined {
  const index = words.indexOf(word);
  return index < 0 ? undefined : words[index + 1];
}

/** `200k`, `1m`: HAProxy counts in powers of two. */
function sizeOf(text: string): number | undefined {
  const match = /^(\d{1,9})([km]?)$/i.exec(text);
  if (match === null) return undefined;
  const size = Number(match[1]) * ({ '': 1, k: 1_024, m: 1_048_576 }[(match[2] ?? '').toLowerCase()] ?? 1);
  return size >= 1 && size <= 10_000_000 ? size : undefined;
}
