import type { BalancePlan, Counts } from '../../balance/balance-plan.ts';

/** One pool's spread, as the node that decides sees it. */
export interface BalanceView {
  readonly pool: string;
  readonly mode: 'off' | 'suggest' | 'on';
  /** The node that decides: the holder of the pool's VIP; undefined = nobody holds it. */
  readonly decider: string | undefined;
  /**
   * balanced, unbalanced: nothing is being done · moving: a run is on · blocked: it would, but for `why` ·
   * blind: the counts are not known.
   */
  readonly state: 'balanced' | 'unbalanced' | 'moving' | 'blocked' | 'blind';
  /** In one sentence, with the reason. */
  readonly says: string;
  /** Sessions a server, over all nodes and processes. */
  readonly now: Counts;
  readonly plan: BalancePlan | undefined;
  /** How long the plan would take at the pool's rate; undefined = there is none. */
  readonly takesMs: number | undefined;
  /** How they would be moved now; missing = nobody decides. */
  readonly by?: BalanceRun['by'];
  /** The run that is on, or the last one; undefined = none since the daemon started. */
  readonly run: BalanceRun | undefined;
}

export interface BalanceRun {
  readonly id: string;
  /** Who asked for it; `holdfast` = the pool's mode is on. */
  readonly who: string;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly endedAt: string | undefined;
  /** How it ended: `balanced`, or `stopped` with the reason in `says`; undefined = it is on. */
  readonly ended: 'balanced' | 'stopped' | undefined;
  readonly says: string;
  readonly before: Counts;
  readonly predicted: Counts;
  /** Sessions moved so far, and how many the plan has. */
  readonly moved: number;
  readonly of: number;
  /** How they are moved: asked by the Wazuh API to connect again, or cut. */
  readonly by: 'wazuh-api' | 'sessions';
}
