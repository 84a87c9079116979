import type { WatchState } from '../../balance/watch-pool.ts';
import type { Rebalance } from '../../site/site.ts';
import type { Trouble } from '../status/found.ts';
import type { BalanceView } from './balance-view.ts';

/** What is out of balance for less long is about to be mended, or has just come about. */
const PATIENCE_MS = 15_000;

/** What needs a person about the spread of a pool, as the node that decides sees it. Pure. */
export function findTroubles(
  view: BalanceView,
  watch: WatchState | undefined,
  rules: Rebalance | undefined,
  nowMs: number,
): readonly Trouble[] {
  const sinceMs = watch?.unbalancedSinceMs;
  if (rules === undefined || rules.mode === 'off' || sinceMs === undefined) return [];
  if (view.state !== 'unbalanced' && view.state !== 'blocked') return [];
  const { pool, run, plan } = view;
  const about = `pool/${pool}`;
  const patienceMs = rules.settleMs + (rules.mode === 'on' ? PATIENCE_MS : 0);
  if (run?.ended === 'stopped')
    return [
      {
        code: 'balance/stopped',
        about,
        message: `The sessions of pool ${pool} are not evenly spread, and the last run ended: ${run.says}.`,
        remedy: `See the counts with holdfast balance ${pool} --dry-run, and the servers with holdfast status; then holdfast balance ${pool}.`,
      },
    ];
  if (nowMs - sinceMs < patienceMs) return [];
  return [
    {
      code: 'balance/unbalanced',
      about,
      message: `The sessions of pool ${pool} are not evenly spread: ${plan?.says ?? view.says}.`,
      remedy:
        view.state === 'blocked'
          ? `${view.says}.`
          : `holdfast balance ${pool} spreads them; --dry-run shows what that comes to.`,
    },
  ];
}
