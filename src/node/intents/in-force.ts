import type { Intent, Intents, Wish } from './intent.ts';

/** The intents that change something at `now` (milliseconds since 1970): not ended, and not the spec's own state. */
export function inForce(intents: Intents, now: number): Intents {
  return intents.filter((intent) => !hasEnded(intent, now) && !isNeutral(intent.wish));
}

/** When the next one in force ends, in milliseconds since 1970: the files must be compiled again then. */
export function nextEnd(intents: Intents, now: number): number | undefined {
  const ends = inForce(intents, now).flatMap(({ until }) => (until === null ? [] : [Date.parse(until)]));
  return ends.length === 0 ? undefined : Math.min(...ends);
}

/** The intent that holds the hand of a node's daemon still: its own or the whole site's. `force`: those in force. */
export function pauseOf(force: Intents, node: string): Intent | undefined {
  return force.find(({ wish }) => wish.kind === 'pause' && (wish.node ?? node) === node);
}

function hasEnded({ until }: Intent, now: number): boolean {
  return until !== null && Date.parse(until) <= now;
}

function isNeutral(wish: Wish): boolean {
  switch (wish.kind) {
    case 'server-state':
      return wish.state === 'ready';
    case 'server-weight':
      return wish.weight === null;
    case 'vip-holder':
      return wish.node === null;
    case 'manager':
      return wish.address === null;
    case 'pause':
      return !wish.paused;
  }
}
