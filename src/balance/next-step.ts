import type { Rebalance } from '../site/site.ts';
import { backLately } from './back-lately.ts';
import { lostServers } from './changed-fleet.ts';
import { less, partOf, sumOf } from './counts.ts';
import { isInVain } from './judge-leg.ts';
import { onTheMove } from './on-the-move.ts';
import { openLeg } from './open-run.ts';
import { planBalance } from './plan-balance.ts';
import type { RunEnd, RunLeg, RunSight, RunState, RunStep } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';
import { takeIn } from './take-in.ts';

/** How soon the counts are looked at again. */
const LOOK_MS = 100;
/** Of what may be on the move at one time, so much is: counts are a moment old. */
const WINDOW = 0.9;
/** The next sessions leave when so much of the window is free, not one by one. */
const HANDFUL = 0.12;
/** Times that nothing could be moved, and plans after one another, before a run is given up. */
const MOST = { refused: 3, legs: 40 };

interface Stepped {
  readonly run: RunState;
  readonly step: RunStep;
}

/**
 * What a run does now: sessions leave in handfuls, never more at one time than the rules allow; the next ones go as soon
 * as the former ones are back. When all are, there is another plan, or an end. Call it again at `untilMs` with new counts.
 */
export function nextStep(run: RunState, seen: RunSight, rules: Rebalance): Stepped {
  if (run.ended !== undefined) return { run, step: { do: 'end', how: run.ended.how, says: run.ended.says } };
  const end = (how: RunEnd['how'], says: string, inVain = false) => ended(run, seen.nowMs, how, says, inVain);
  if (seen.hindrance !== undefined) return end('stopped', `stopped after ${moved(run)}: ${seen.hindrance}`);
  if (seen.loads === undefined) return whileBlind(run, seen.nowMs, rules, end);
  const lost = lostServers(run.leg.base, seen.loads);
  if (lost.length > 0)
    return end('stopped', `stopped after ${moved(run)}: ${lost.join(', ')} cannot take sessions any more`);
  const told = takeIn(run, seen, seen.loads, rules);
  if (told.leg.refused >= MOST.refused)
    return ended(
      told,
      seen.nowMs,
      'stopped',
      `stopped after ${moved(told)}: none of the sessions that should leave may be moved now`,
      true,
    );
  if (seen.nowMs >= told.leg.deadlineMs)
    return ended(told, seen.nowMs, 'stopped', `stopped after ${moved(told)}: it took too long`, true);
  return stepOn(told, seen.nowMs, seen.loads, rules);
}

function stepOn(run: RunState, nowMs: number, loads: readonly ServerLoad[], rules: Rebalance): Stepped {
  const { leg } = run;
  const { notBack, missing } = onTheMove(leg, loads);
  const away = Math.max(notBack, missing);
  const left = leg.isStale ? {} : toLeave(leg, loads);
  const rest = sumOf(left);
  const window = windowOf(leg.most, rules);
  const size = Math.min(rest, rules.chunk, window - away - backLately(leg), mayLeaveAtOnce(rules));
  const handful = Math.min(rest, rules.chunk, Math.ceil(window * HANDFUL), mayLeaveAtOnce(rules));
  if (rest > 0 && nowMs >= leg.nextMs && size >= handful) return move(run, left, size, nowMs, rules);
  const isQuiet = nowMs - leg.steadySinceMs >= rules.settleMs;
  if (rest === 0 && (away === 0 || isQuiet || (!leg.isStale && planBalance(loads, rules).isBalanced)))
    return afterLeg(run, nowMs, loads, rules);
  // They never left. Those that did and are not back are waited for: an agent tries again after ten seconds.
  if (rest > 0 && nowMs >= leg.nextMs && isQuiet && notBack > missing)
    return afterLeg(run, nowMs, loads, rules);
  const untilMs = nowMs + LOOK_MS;
  return {
    run,
    step: { do: 'wait', untilMs: away === 0 ? Math.max(nowMs + 1, Math.min(untilMs, leg.nextMs)) : untilMs },
  };
}

function move(run: RunState, left: RunLeg['left'], size: number, nowMs: number, rules: Rebalance): Stepped {
  const moves = partOf(left, size);
  const asked = sumOf(moves);
  const leg: RunLeg = {
    ...run.leg,
    left: less(left, moves),
    moved: run.leg.moved + asked,
    asked,
    nextMs: rules.ratePerS === undefined ? nowMs : nowMs + (1_000 * asked) / rules.ratePerS,
    steadySinceMs: nowMs,
  };
  return { run: { ...run, moved: run.moved + asked, leg }, step: { do: 'move', moves } };
}

/** All are back, or nobody waits for them any longer. */
function afterLeg(run: RunState, nowMs: number, loads: readonly ServerLoad[], rules: Rebalance): Stepped {
  const end = (how: RunEnd['how'], says: string, inVain: boolean) => ended(run, nowMs, how, says, inVain);
  if (isInVain(run.leg, loads))
    return end(
      'stopped',
      `stopped after ${moved(run)}: the counts are nearer to what they were before than to what was predicted`,
      true,
    );
  const missing = Math.min(run.moved, onTheMove(run.leg, loads).missing);
  const leg = openLeg({ nowMs, loads }, rules, { nextMs: run.leg.nextMs, missing });
  if (planBalance(loads, rules).isBalanced) return end('balanced', leg.says, false);
  if (leg.of === 0) return end('stopped', leg.says, true);
  if (run.legs >= MOST.legs)
    return end('stopped', `stopped after ${moved(run)}: ${run.legs} plans did not balance the pool`, true);
  const next = {
    ...run,
    leg: { ...leg, refused: run.leg.refused },
    legs: run.legs + 1,
    of: run.moved + leg.of,
  };
  return stepOn(next, nowMs, loads, rules);
}

/** What may leave each server yet; never more than it has above its share now. */
function toLeave(leg: RunLeg, loads: readonly ServerLoad[]): RunLeg['left'] {
  const over = new Map(loads.map(({ server, sessions }) => [server, sessions - leg.shares[server]!]));
  return Object.fromEntries(
    Object.entries(leg.left).flatMap(([server, count]) => {
      const may = Math.min(count, over.get(server) ?? 0);
      return may > 0 ? [[server, may]] : [];
    }),
  );
}

/** How many sessions may be on the move at one time. */
function windowOf(sessions: number, rules: Rebalance): number {
  return Math.max(1, Math.floor(WINDOW * rules.maxShare * sessions));
}

/** One second's worth of the rate, at least one session. */
function mayLeaveAtOnce({ ratePerS }: Rebalance): number {
  return ratePerS === undefined ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(ratePerS));
}

/** One look without counts is no reason to stop; as long as counts take to settle is. */
function whileBlind(
  run: RunState,
  nowMs: number,
  rules: Rebalance,
  end: (how: RunEnd['how'], says: string) => Stepped,
): Stepped {
  const sinceMs = run.leg.blindSinceMs ?? nowMs;
  if (nowMs - sinceMs >= rules.settleMs)
    return end('stopped', `stopped after ${moved(run)}: the servers' counts are not known`);
  const leg = { ...run.leg, blindSinceMs: sinceMs };
  return { run: { ...run, leg }, step: { do: 'wait', untilMs: nowMs + LOOK_MS } };
}

function ended(run: RunState, atMs: number, how: RunEnd['how'], says: string, inVain: boolean): Stepped {
  return { run: { ...run, ended: { how, says, atMs, inVain } }, step: { do: 'end', how, says } };
}

function moved(run: RunState): string {
  return `${run.moved} of ${run.of} sessions`;
}
