import type { Listener } from '../site/listeners.ts';

/** What tells one bound socket from another. */
export function keyOf({ protocol, address, port }: Listener): string {
  return `${protocol}|${address}|${port}`;
}

/** True when an engine would inherit the same sockets under the same numbers, whatever they are called. */
export function areSameSockets(one: readonly Listener[], other: readonly Listener[]): boolean {
  return one.map(keyOf).join(' ') === other.map(keyOf).join(' ');
}
