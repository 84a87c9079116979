import type { Counts } from '../../balance/balance-plan.ts';

/** One node's sessions of a pool, by server. */
export interface PoolSessions {
  readonly servers: Readonly<Record<string, ServerSessions>>;
  /** Why this node moves none now, in words; undefined = it would. */
  readonly hindrance: string | undefined;
}

export interface ServerSessions {
  /** In all HAProxy processes of the node. */
  readonly sessions: number;
  /** In the newest one alone, which chooses where the next ones go. */
  readonly counted: number;
}

export interface MoveOrder {
  readonly pool: string;
  /** Server → how many of its sessions on this node. */
  readonly moves: Counts;
  /** Of the rebalance. */
  readonly run: string;
}

export interface MovedSessions {
  readonly moved: number;
}

/** What an operator wants of a pool's spread. */
export interface BalanceOrder {
  readonly pool: string;
  readonly do: 'begin' | 'stop';
  readonly who: string;
}
