import type { BalancePlan } from '../../balance/balance-plan.ts';
import type { Rebalance } from '../../site/site.ts';
import type { BalanceRun, BalanceView } from './balance-view.ts';
import type { KnownRun } from './pool-balance.ts';
import type { PoolSight } from './pool-sight.ts';

/** Sessions a second when the rules have no rate: what the share that may be on the move comes to, roughly. */
const USUAL_PER_S = 250;

/** One pool as whoever asks gets it. Pure. */
export function viewOf(known: {
  readonly pool: string;
  readonly rules: Rebalance | undefined;
  readonly sight: PoolSight | undefined;
  readonly plan: BalancePlan | undefined;
  /** Why a run begins, or does not. */
  readonly says: string;
  readonly run: KnownRun | undefined;
  /** How so many sessions would be moved. */
  readonly meansFor: (sight: PoolSight, moves: number) => BalanceRun['by'];
}): BalanceView {
  const { pool, rules, sight, plan, run } = known;
  const isOn = run !== undefined && run.state.ended === undefined;
  const isBlind = sight?.loads === undefined;
  const state = stateOf({ isOn, isBlind, plan, hindrance: sight?.hindrance });
  const moves = Object.values(plan?.moves ?? {}).reduce((sum, count) => sum + count, 0);
  return {
    pool,
    mode: rules?.mode ?? 'off',
    decider: sight?.decider,
    state,
    says: isOn ? run.state.leg.says : known.says,
    now: Object.fromEntries((sight?.loads ?? []).map(({ server, sessions }) => [server, sessions])),
    plan,
    takesMs: plan === undefined ? undefined : Math.ceil((1_000 * moves) / (rules?.ratePerS ?? USUAL_PER_S)),
    ...(sight?.decider !== undefined && { by: known.meansFor(sight, moves) }),
    run: run && runOf(run),
  };
}

function stateOf(seen: {
  readonly isOn: boolean;
  readonly isBlind: boolean;
  readonly plan: BalancePlan | undefined;
  readonly hindrance: string | undefined;
}): BalanceView['state'] {
  if (seen.isOn) return 'moving';
  if (seen.isBlind || seen.plan === undefined) return 'blind';
  if (seen.plan.isBalanced) return 'balanced';
  return seen.hindrance === undefined ? 'unbalanced' : 'blocked';
}

function runOf({ state, by }: KnownRun): BalanceRun {
  const { id, who, startedMs, ended, leg, before, predicted, moved, of } = state;
  return {
    id,
    who,
    startedAt: new Date(startedMs).toISOString(),
    endedAt: ended && new Date(ended.atMs).toISOString(),
    ended: ended?.how,
    says: ended?.says ?? leg.says,
    before,
    predicted,
    moved,
    of,
    by,
  };
}
