import type { Counts } from './balance-plan.ts';
import { chooseServers } from './choose-servers.ts';
import { countOf, sumOf } from './counts.ts';
import type { ServerLoad } from './server-load.ts';

export interface Prediction {
  /** What each server has afterwards; in the order of the loads. */
  readonly sessions: readonly number[];
  /** How many of those that were moved each server gets. */
  readonly gets: readonly number[];
  /** What the chooser counts for each afterwards. */
  readonly counted: readonly number[];
  /** Moved sessions that no server has room for. */
  readonly homeless: number;
}

/**
 * What `moves` would come to. Sessions that the chooser does not count leave first (pick-sessions.ts picks them so): they
 * are the ones that blind it, and each comes back as one that it counts.
 */
export function predict(loads: readonly ServerLoad[], moves: Counts): Prediction {
  const counted = loads.map((load) => {
    const visible = Math.min(load.counted, load.sessions);
    return Math.min(visible, load.sessions - countOf(moves, load.server));
  });
  const moved = sumOf(moves);
  const gets = chooseServers(loads, counted, moved);
  const sessions = loads.map((load, index) => load.sessions - countOf(moves, load.server) + gets[index]!);
  const homeless = moved - gets.reduce((all, count) => all + count, 0);
  return { sessions, gets, counted: counted.map((count, index) => count + gets[index]!), homeless };
}
