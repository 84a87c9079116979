import { onTheMove } from './on-the-move.ts';
import type { RunLeg } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';

/** A session is counted when it is connected; its client can use it once it has greeted its server. */
const GREETING_MS = 200;

/** How many of a leg's sessions had come back at some moments, the oldest first; the first one is older than a greeting takes. */
export type BackThen = readonly { readonly atMs: number; readonly back: number }[];

/** What was known of those that came back, and what is known now. */
export function noteBack(leg: RunLeg, nowMs: number, loads: readonly ServerLoad[]): BackThen {
  const back = leg.moved - onTheMove(leg, loads).notBack;
  const last = leg.backThen.findLastIndex(({ atMs }) => nowMs - atMs >= GREETING_MS);
  return [...leg.backThen.slice(Math.max(0, last)), { atMs: nowMs, back }];
}

/** Sessions that came back a moment ago: their clients may not be served yet. */
export function backLately({ backThen }: Pick<RunLeg, 'backThen'>): number {
  const [first] = backThen;
  return first === undefined ? 0 : Math.max(0, backThen.at(-1)!.back - first.back);
}
