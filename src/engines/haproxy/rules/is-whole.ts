import type { HaproxyMeaning } from '../meaning/meaning.ts';

/**
 * The files are a whole configuration and no piece of one: they bring `defaults`, a proxy that sets its own timeouts, or
 * `global` with both sides of the proxy. What a piece lacks may stand in files that were not given.
 */
export function isWhole({ globals, sections, proxies }: HaproxyMeaning): boolean {
  if (sections.some(({ kind }) => kind === 'defaults')) return true;
  if (proxies.some(({ byKeyword }) => byKeyword.has('timeout'))) return true;
  const hasBothSides =
    proxies.some(({ binds }) => binds.length > 0) && proxies.some(({ servers }) => servers.length > 0);
  return globals.length > 0 && hasBothSides;
}
