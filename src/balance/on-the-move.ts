import { countOf } from './counts.ts';
import type { RunLeg } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';

/**
 * How many of a leg's sessions are somewhere between their former server and the next one. A session that came back is
 * one that HAProxy counts at a server that should get some; one that is gone is missing in the sum. Of both views the more
 * careful one is taken, since counts may be old: a move that is not seen yet is still on.
 */
export function onTheMove(leg: RunLeg, loads: readonly ServerLoad[]): number {
  const was = new Map(leg.base.map(({ server, counted }) => [server, counted]));
  const back = loads.reduce((all, { server, counted }) => {
    const gets = countOf(leg.gets, server);
    return gets === 0 ? all : all + Math.max(0, counted - (was.get(server) ?? 0));
  }, 0);
  const missing = leg.most - loads.reduce((all, { sessions }) => all + sessions, 0);
  return Math.max(0, leg.moved - back, missing);
}
