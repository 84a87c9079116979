import type { Rebalance } from '../site/site.ts';
import { noteBack } from './back-lately.ts';
import { isAnotherFleet } from './changed-fleet.ts';
import { sessionsOf, sumOf } from './counts.ts';
import type { RunSight, RunState } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';
import { isSteady } from './steady-counts.ts';

/** @returns the run with what is seen now written down; nothing is decided yet */
export function takeIn(
  run: RunState,
  seen: RunSight,
  loads: readonly ServerLoad[],
  rules: Rebalance,
): RunState {
  return look(tellMoved(run, seen, rules), seen.nowMs, loads, rules);
}

/** The last step may have come to less than was asked. */
function tellMoved(run: RunState, seen: RunSight, rules: Rebalance): RunState {
  const { leg } = run;
  if (seen.moved === undefined || leg.asked === 0) return run;
  const less = Math.max(0, leg.asked - seen.moved);
  const isRefused = seen.moved === 0;
  return {
    ...run,
    moved: run.moved - less,
    leg: {
      ...leg,
      moved: leg.moved - less,
      asked: 0,
      refused: isRefused ? leg.refused + 1 : 0,
      nextMs: isRefused ? Math.max(leg.nextMs, seen.nowMs + rules.settleMs) : leg.nextMs,
    },
  };
}

function look(run: RunState, nowMs: number, loads: readonly ServerLoad[], rules: Rebalance): RunState {
  const { leg } = run;
  const counts = sessionsOf(loads);
  const steady = isSteady(leg.steady, counts, rules.tolerance);
  return {
    ...run,
    leg: {
      ...leg,
      most: Math.max(leg.most, sumOf(counts)),
      steady: steady ? leg.steady : counts,
      steadySinceMs: steady ? leg.steadySinceMs : nowMs,
      backThen: noteBack(leg, nowMs, loads),
      isStale: leg.isStale || isAnotherFleet(leg, loads, rules.tolerance),
      blindSinceMs: undefined,
    },
  };
}
