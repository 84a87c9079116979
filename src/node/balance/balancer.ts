import { Fault } from '../../base/fault.ts';
import type { BalanceOrder, MovedSessions, MoveOrder, PoolSessions } from './balance-orders.ts';
import type { BalanceView } from './balance-view.ts';

/** Keeps the sessions of pools with `rebalance` evenly spread. */
export class Balancer {
  async views(): Promise<readonly BalanceView[]> {
    return [];
  }

  async order({ pool }: BalanceOrder): Promise<BalanceView> {
    throw notRebalanced(pool);
  }

  async steer({ pool }: BalanceOrder): Promise<BalanceView> {
    throw notRebalanced(pool);
  }

  async poolSessions(pool: string): Promise<PoolSessions> {
    throw notRebalanced(pool);
  }

  async moveSessions({ pool }: MoveOrder): Promise<MovedSessions> {
    throw notRebalanced(pool);
  }
}

function notRebalanced(pool: string): Fault {
  return new Fault(
    'balance/not-rebalanced',
    `Pool ${pool} has no rebalance.`,
    `Give it one in the spec, pools.${pool}.rebalance, and apply.`,
  );
}
