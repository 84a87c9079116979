import type { Rebalance } from '../site/site.ts';
import type { BalancePlan, Counts } from './balance-plan.ts';
import { helpfulMoves } from './helpful-moves.ts';
import { predict } from './predict.ts';
import { sayBalanced, sayMoves } from './say-plan.ts';
import type { ServerLoad } from './server-load.ts';
import { shareOut } from './share-out.ts';

const NEARLY = 1e-6;

/**
 * How many sessions leave which server, so that each has its share. A server is well within the tolerance of its share,
 * or less than one session from it. When all fit servers are well, nothing moves; when one is not, every server gives
 * what is above its share and no more, so that the next small change is no reason to begin again.
 */
export function planBalance(given: readonly ServerLoad[], rules: Pick<Rebalance, 'tolerance'>): BalancePlan {
  const loads = given.toSorted((left, right) => (left.server < right.server ? -1 : 1));
  const { exact, whole } = shareOut(loads);
  const counts = (of: (index: number) => number): Counts =>
    Object.fromEntries(loads.map(({ server }, index) => [server, of(index)]));
  const slack = (index: number) => Math.max(1 - NEARLY, rules.tolerance * exact[index]! + NEARLY);
  const isWell = (index: number, sessions: number) => Math.abs(sessions - exact[index]!) <= slack(index);
  const shares = counts((index) => whole[index]!);
  if (loads.every(({ isFit, sessions }, index) => !isFit || isWell(index, sessions))) {
    const predicted = counts((index) => loads[index]!.sessions);
    return { isBalanced: true, shares, moves: {}, predicted, says: sayBalanced(loads, rules.tolerance) };
  }
  const isOver = (index: number, sessions: number) =>
    sessions > exact[index]! + slack(index) ||
    sessions > (loads[index]!.maxSessions ?? Number.POSITIVE_INFINITY);
  const moves = helpfulMoves(loads, whole, isOver);
  const after = predict(loads, moves).sessions;
  const predicted = counts((index) => after[index]!);
  const falls = loads
    .filter(({ isFit }, index) => isFit && !isWell(index, after[index]!))
    .map(({ server }) => server);
  return { isBalanced: false, shares, moves, predicted, says: sayMoves(loads, moves, predicted, falls) };
}
