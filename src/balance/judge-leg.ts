import type { Counts } from './balance-plan.ts';
import { countOf } from './counts.ts';
import { onTheMove } from './on-the-move.ts';
import type { RunLeg } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';

/**
 * Counts are settled: did what was moved so far do what it should?
 * @returns true when they are nearer to what they were than to what they should be by now
 */
export function isInVain(leg: RunLeg, loads: readonly ServerLoad[]): boolean {
  if (leg.moved === 0) return false;
  const done = leg.moved / leg.of;
  const before = Object.fromEntries(leg.base.map(({ server, sessions }) => [server, sessions]));
  const expected = Object.fromEntries(
    Object.entries(before).map(([server, was]) => [server, was + done * (leg.goal[server]! - was)]),
  );
  // Sessions that HAProxy did not count may have to come back to where they were: then what it counts must have grown.
  if (apart(before, expected) < leg.moved / 2) return onTheMove(leg, loads).notBack > leg.moved / 2;
  const now = Object.fromEntries(loads.map(({ server, sessions }) => [server, sessions]));
  return apart(before, now) < apart(now, expected);
}

function apart(left: Counts, right: Counts): number {
  const servers = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...servers].reduce(
    (all, server) => all + Math.abs(countOf(left, server) - countOf(right, server)),
    0,
  );
}
