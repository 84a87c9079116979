import type { HaproxyMeaning } from '../meaning/meaning.ts';

/**
 * The files are a whole configuration and no piece of one: they bring `global` or `defaults`, or both sides of the proxy.
 * What a piece lacks may stand in the files that were not given.
 */
export function isWhole(meaning: HaproxyMeaning): boolean {
  if (meaning.globals.length > 0 || meaning.sections.some(({ kind }) => kind === 'defaults')) return true;
  return (
    meaning.proxies.some(({ binds }) => binds.length > 0) &&
    meaning.proxies.some(({ servers }) => servers.length > 0)
  );
}
