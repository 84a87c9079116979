import type { Rebalance } from '../site/site.ts';
import type { BalancePlan, Counts } from './balance-plan.ts';
import { sessionsOf } from './counts.ts';
import { planBalance } from './plan-balance.ts';
import type { RunEnd } from './run-state.ts';
import type { ServerLoad } from './server-load.ts';
import { isSteady } from './steady-counts.ts';
import { hasNewServer, type WatchedServers, watchServers } from './watch-servers.ts';

/** What is remembered of a pool between looks, to say when a run begins by itself. JSON. */
export interface WatchState {
  /** Server → sessions, since they last changed by more than a few. */
  readonly steady: Counts;
  readonly steadySinceMs: number;
  /** Unbalanced without a break since; undefined = it is balanced. */
  readonly unbalancedSinceMs: number | undefined;
  readonly servers: WatchedServers;
  /** No run begins by itself before. */
  readonly notBeforeMs: number;
  /** Runs that were in vain, one after the other, and when the last one ended. */
  readonly inVain: number;
  readonly lastInVainMs: number;
}

export interface Watched {
  readonly watch: WatchState;
  readonly begin: boolean;
  /** Why it begins, or does not. */
  readonly says: string;
}

/** After a run that was in vain; each doubles it; forgotten after as long as three of the longest. */
const BACK_OFF = { firstMs: 30_000, mostMs: 300_000, forgetMs: 900_000 };

/**
 * Does a run begin by itself? The pool must be out of balance without a break, and its counts steady, for as long as they
 * take to settle. A server that has just come, and has not failed of late, is a reason to begin at once if the counts have
 * been steady: nothing is in motion that would be waited for. Look at least once a second, also while a run is on.
 * @param watch undefined = this is the first look
 */
export function watchPool(
  watch: WatchState | undefined,
  seen: {
    readonly nowMs: number;
    readonly loads: readonly ServerLoad[] | undefined;
    readonly hindrance: string | undefined;
  },
  rules: Rebalance,
): Watched & { readonly plan: BalancePlan | undefined } {
  const { nowMs, loads } = seen;
  if (loads === undefined) {
    const blind = { ...(watch ?? firstWatch({}, nowMs)), steadySinceMs: nowMs, unbalancedSinceMs: undefined };
    return { watch: blind, begin: false, says: "the servers' counts are not known", plan: undefined };
  }
  const plan = planBalance(loads, rules);
  const counts = sessionsOf(loads);
  const former = watch ?? firstWatch(counts, nowMs);
  const isQuiet = isSteady(former.steady, counts, rules.tolerance);
  const steadySinceMs = isQuiet ? former.steadySinceMs : nowMs;
  const servers = watchServers(former.servers, loads, nowMs, rules);
  const hasNew = watch !== undefined && hasNewServer(former.servers, servers);
  const unbalancedSinceMs = plan.isBalanced
    ? undefined
    : Math.min(former.unbalancedSinceMs ?? nowMs, hasNew ? nowMs - rules.settleMs : nowMs);
  const now: WatchState = {
    ...former,
    steady: isQuiet ? former.steady : counts,
    steadySinceMs,
    unbalancedSinceMs,
    servers,
  };
  return { watch: now, plan, ...decide(now, plan, seen, rules) };
}

function decide(
  watch: WatchState,
  plan: BalancePlan,
  { nowMs, hindrance }: { readonly nowMs: number; readonly hindrance: string | undefined },
  rules: Rebalance,
): Pick<Watched, 'begin' | 'says'> {
  const wait = (says: string) => ({ begin: false, says });
  if (plan.isBalanced || Object.keys(plan.moves).length === 0) return wait(plan.says);
  if (hindrance !== undefined) return wait(`unbalanced, and nothing is moved: ${hindrance}`);
  const waits = (untilMs: number) => `${Math.ceil((untilMs - nowMs) / 1_000)} s`;
  if (nowMs < watch.notBeforeMs)
    return wait(
      `unbalanced; the last run was in vain: another one begins in ${waits(watch.notBeforeMs)} at the earliest`,
    );
  const doubtful = Object.entries(watch.servers).find(
    ([, { isFit, trustedFromMs }]) => isFit && nowMs < trustedFromMs,
  );
  if (doubtful !== undefined)
    return wait(
      `unbalanced; ${doubtful[0]} has just come back: nothing is moved for ${waits(doubtful[1].trustedFromMs)}`,
    );
  const settledMs = Math.max(watch.steadySinceMs, watch.unbalancedSinceMs ?? nowMs) + rules.settleMs;
  if (nowMs < settledMs)
    return wait(`unbalanced; the counts settle: nothing is moved for ${waits(settledMs)}`);
  return { begin: true, says: plan.says };
}

/** A run has ended: after one that was in vain there is none for a while, and each time for longer. */
export function afterRun(watch: WatchState, end: RunEnd, rules: Rebalance): WatchState {
  const { atMs } = end;
  if (!end.inVain) {
    const notBeforeMs = end.how === 'balanced' ? watch.notBeforeMs : atMs + rules.settleMs;
    return { ...watch, inVain: end.how === 'balanced' ? 0 : watch.inVain, notBeforeMs };
  }
  const before = atMs - watch.lastInVainMs > BACK_OFF.forgetMs ? 0 : watch.inVain;
  const pauseMs = Math.min(BACK_OFF.mostMs, BACK_OFF.firstMs * 2 ** before);
  return { ...watch, inVain: before + 1, lastInVainMs: atMs, notBeforeMs: atMs + pauseMs };
}

function firstWatch(steady: Counts, nowMs: number): WatchState {
  return {
    steady,
    steadySinceMs: nowMs,
    unbalancedSinceMs: undefined,
    servers: {},
    notBeforeMs: 0,
    inVain: 0,
    lastInVainMs: 0,
  };
}
