import type { BalanceView } from '../balance/balance-view.ts';
import type { BalanceFigures } from '../balance/pool-balance.ts';
import { type Sample, sample, stateSet } from './sample.ts';

const STATES: readonly BalanceView['state'][] = ['balanced', 'unbalanced', 'moving', 'blocked', 'blind'];

/** How the pools that this node decides about are spread, and what it has done about it; pure. */
export function sampleBalances(
  balances: readonly BalanceView[],
  figures: Readonly<Record<string, BalanceFigures>>,
): Sample[] {
  return [
    ...balances.flatMap((balance) => [
      ...stateSet('holdfast_balance_state', { pool: balance.pool }, 'state', STATES, balance.state),
      ...imbalance(balance),
    ]),
    ...Object.entries(figures).flatMap(([pool, { moved, ended }]) => [
      sample('holdfast_balance_moved_total', { pool }, moved),
      ...Object.entries(ended).map(([outcome, count]) =>
        sample('holdfast_balance_runs_total', { pool, outcome }, count),
      ),
    ]),
  ];
}

function imbalance({ pool, now, plan }: BalanceView): Sample[] {
  if (plan === undefined) return [];
  // A server that shall have none has no share to be far from.
  const far = Object.entries(plan.shares)
    .filter(([, share]) => share > 0)
    .map(([server, share]) => Math.abs((now[server] ?? 0) - share) / share);
  return [sample('holdfast_balance_imbalance_ratio', { pool }, Math.max(0, ...far))];
}
