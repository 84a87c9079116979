import type { Counts } from '../../balance/balance-plan.ts';

/** The gentle means: agents are asked to connect again, and do it when nothing of theirs is on its way. */
export interface AgentMover {
  /**
   * Asks agents of these managers to connect again.
   * @param moves manager, which is a server of the pool → how many of its agents
   * @param run of the rebalance, for who reads the API's log
   * @returns how many were asked, by server; fewer than wanted when the API's limits leave no more
   */
  move(moves: Counts, run: string): Promise<Counts>;
  /** The API has answered lately, and may be asked. */
  readonly isAvailable: boolean;
  /** Agents it can ask in a minute, at most. */
  readonly perMinute: number;
}
