import type { HaproxyMeaning } from '../../meaning/meaning.ts';

const whole = new WeakMap<HaproxyMeaning, boolean>();

/**
 * The files can run as they stand: something listens, and there is a global section, defaults or a time-out. A piece of
 * a configuration, as a manual shows it, has none of them, and what it lacks may stand elsewhere.
 */
export function isWhole(haproxy: HaproxyMeaning): boolean {
  const known = whole.get(haproxy);
  if (known !== undefined) return known;
  const { proxies, sections } = haproxy;
  const answer =
    proxies.some(({ binds }) => binds.length > 0) &&
    sections.some(
      ({ kind, byKeyword }) => kind === 'global' || kind === 'defaults' || byKeyword.has('timeout'),
    );
  whole.set(haproxy, answer);
  return answer;
}
