import type { HaproxyMeaning } from '../meaning/meaning.ts';

const whole = new WeakMap<HaproxyMeaning, boolean>();

/**
 * The files are a whole configuration and no piece of one: they bring `defaults`, a proxy that sets its own timeouts, or
 * `global` with both sides of the proxy. What a piece lacks, as a manual shows it, may stand in files that were not
 * given, and what it says twice or over two lines may be the manual's way to show alternatives or long lines. What a
 * line itself proves is proved in a piece too: its rule does not ask.
 */
export function isWhole(haproxy: HaproxyMeaning): boolean {
  const known = whole.get(haproxy);
  if (known !== undefined) return known;
  const answer = isWholeOf(haproxy);
  whole.set(haproxy, answer);
  return answer;
}

function isWholeOf({ globals, sections, proxies }: HaproxyMeaning): boolean {
  if (sections.some(({ kind }) => kind === 'defaults')) return true;
  if (proxies.some(({ byKeyword }) => byKeyword.has('timeout'))) return true;
  const hasBothSides =
    proxies.some(({ binds }) => binds.length > 0) && proxies.some(({ servers }) => servers.length > 0);
  return globals.length > 0 && hasBothSides;
}
