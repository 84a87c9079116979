import type { HaproxyMeaning } from '../../meaning/meaning.ts';

/**
 * The files can run as they stand: something listens. A piece of a configuration, as a manual shows it, does not, and
 * what it lacks may stand elsewhere.
 */
export function isWhole({ proxies }: HaproxyMeaning): boolean {
  return proxies.some(({ binds }) => binds.length > 0);
}
