import { countOf } from './counts.ts';
import type { RunLeg } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';

/** Of a leg's sessions that have left, or were asked to, those that are not back. */
export interface OnTheMove {
  /** Not seen to have come back; they may not even have left. */
  readonly notBack: number;
  /** Gone, and nowhere. */
  readonly missing: number;
}

/**
 * How many of a leg's sessions are somewhere between their former server and the next one, seen in two ways: a session that
 * came back is one that HAProxy counts at a server that should get some; one that is gone is missing in the sum. The more
 * careful view counts, since counts may be old: a move that is not seen yet is still on.
 */
export function onTheMove(leg: RunLeg, loads: readonly ServerLoad[]): OnTheMove {
  const was = new Map(leg.base.map(({ server, counted }) => [server, counted]));
  const back = loads.reduce((all, { server, counted }) => {
    const gets = countOf(leg.gets, server);
    return gets === 0 ? all : all + Math.max(0, counted - (was.get(server) ?? 0));
  }, 0);
  const total = loads.reduce((all, { sessions }) => all + sessions, 0);
  return { notBack: Math.max(0, leg.moved - back), missing: Math.max(0, leg.most - total) };
}
