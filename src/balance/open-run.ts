import type { Rebalance } from '../site/site.ts';
import { sessionsOf, sumOf } from './counts.ts';
import { planBalance } from './plan-balance.ts';
import { predict } from './predict.ts';
import type { RunLeg, RunState } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';

/** A leg that takes so much longer than its rate asks for is given up: 3 times, and a minute. */
const LATE = { times: 3, andMs: 60_000 };
/** Without a rate, sessions are thought to move as fast as this. */
const USUAL_PER_S = 50;

/**
 * A run that begins now. The first `nextStep` says what to do.
 * @param order its id (also what scatters which sessions move) and who asked for it
 */
export function openRun(
  order: { readonly id: string; readonly who: string },
  seen: { readonly nowMs: number; readonly loads: readonly ServerLoad[] },
  rules: Rebalance,
): RunState {
  const leg = openLeg(seen, rules);
  return {
    ...order,
    startedMs: seen.nowMs,
    before: sessionsOf(seen.loads),
    predicted: leg.goal,
    moved: 0,
    of: leg.of,
    leg,
    legs: 1,
    ended: undefined,
  };
}

/** @param after what is left of the leg before it: when the rate allows more, and sessions that left and are not back */
export function openLeg(
  seen: { readonly nowMs: number; readonly loads: readonly ServerLoad[] },
  rules: Rebalance,
  after = { nextMs: seen.nowMs, missing: 0 },
): RunLeg {
  const { loads, nowMs } = seen;
  const plan = planBalance(loads, rules);
  const { gets } = predict(loads, plan.moves);
  const of = sumOf(plan.moves);
  const counts = sessionsOf(loads);
  return {
    says: plan.says,
    base: loads,
    shares: plan.shares,
    goal: plan.predicted,
    gets: Object.fromEntries(loads.map(({ server }, index) => [server, gets[index]!])),
    left: plan.moves,
    of,
    moved: 0,
    asked: 0,
    refused: 0,
    nextMs: Math.max(after.nextMs, nowMs),
    most: sumOf(counts) + after.missing,
    steady: counts,
    steadySinceMs: nowMs,
    backThen: [],
    isStale: false,
    blindSinceMs: undefined,
    deadlineMs: nowMs + LATE.andMs + (LATE.times * 1_000 * of) / (rules.ratePerS ?? USUAL_PER_S),
  };
}
