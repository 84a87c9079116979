import { milliseconds } from '../spec/fields.ts';
import type { SpecPool } from '../spec/spec.ts';
import type { Check } from './site.ts';

const STATUSES = /^[1-5]\d\d(-[1-5]\d\d)?(,[1-5]\d\d(-[1-5]\d\d)?)*$/;
const LONGEST_CHECK_MS = 5_000;

/** undefined = switched off. */
export function resolveCheck(check: SpecPool['check']): Check | undefined {
  if (check === false) return undefined;
  if (typeof check === 'string') return timed({ is: check }, '2s', 3, 2, undefined);
  return timed(kindOf(check), check.every, check.fall, check.rise, check.timeout);
}

type Details = Exclude<SpecPool['check'], string | boolean>;

function kindOf({ http, tls, send, expect, method, host }: Details): Check['kind'] {
  if (http !== undefined) {
    const status = expect === undefined ? '200-399' : String(expect);
    const wanted = STATUSES.test(status) ? { status } : { text: status };
    return { is: 'http', method: method ?? 'GET', path: http, host, expect: wanted };
  }
  if (tls === true) return { is: 'tls' };
  if (send === undefined && expect === undefined) return { is: 'tcp' };
  const bytes = (value: unknown) => (typeof value === 'string' ? unescaped(value) : undefined);
  return { is: 'bytes', send: bytes(send), expect: bytes(expect) };
}

function timed(
  kind: Check['kind'],
  every: string,
  fall: number,
  rise: number,
  timeout: string | undefined,
): Check {
  const everyMs = milliseconds(every);
  const timeoutMs = timeout === undefined ? Math.min(everyMs, LONGEST_CHECK_MS) : milliseconds(timeout);
  return { kind, everyMs, fall, rise, timeoutMs };
}

/** `\r \n \t \\ \xHH`; anything else behind a backslash stays as it is. */
function unescaped(text: string): string {
  const simple: Record<string, string> = { r: '\r', n: '\n', t: '\t', '\\': '\\' };
  return text.replace(/\\(?:x([0-9a-fA-F]{2})|([rnt\\]))/g, (_, hex: string | undefined, letter: string) =>
    hex === undefined ? (simple[letter] ?? '') : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
