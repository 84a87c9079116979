import type { AgentsFigures } from '../agents/agents-figures.ts';
import type { Observations, RunFigures } from './figures.ts';

type NumberOf<T> = { [Key in keyof T]-?: T[Key] extends number | null | undefined ? Key : never }[keyof T];

/** A figure of a run that is a number. */
export type FigureName =
  | NumberOf<RunFigures>
  | NumberOf<Observations>
  | `agents.${NumberOf<AgentsFigures> & string}`;

/** One thing that must hold. */
export interface Clause {
  readonly figure: FigureName;
  /** The middle of the runs, or each of them. */
  readonly of: 'median' | 'every run';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** What the limits of a fault are made of. */
export interface LimitTerms {
  /** The VIP's time between two adverts. */
  readonly advertMs: number;
  /** Silence after which a second HAProxy is started beside a hung one. */
  readonly freezeMs: number;
  /** New connections a second. */
  readonly rate: number;
  /** How long a server takes to answer; 0 = at once. */
  readonly requestMs: number;
  /** Default: the lab has no agents. */
  readonly agents?: AgentsTerms | undefined;
}

/** What limits on simulated Wazuh agents are made of. */
export interface AgentsTerms {
  readonly agents: number;
  /** Agents that a manager has when all are well. */
  readonly share: number;
  /** How long HAProxy's check takes at most to see a manager that does not answer. */
  readonly detectMs: number;
  /** How long a manager's share takes to be moved at the pool's rate, with the quiet times around it. */
  readonly moveMs: number;
  /** Most agents on the move at one time, as the spec allows. */
  readonly onTheMove: number;
}

/** The median is at most that. */
export function atMost(figure: FigureName, limit: number): Clause {
  return { figure, of: 'median', atMost: limit };
}

export function atLeast(figure: FigureName, limit: number): Clause {
  return { figure, of: 'median', atLeast: limit };
}

export function neverOver(figure: FigureName, limit: number): Clause {
  return { figure, of: 'every run', atMost: limit };
}

/** Requests that are being served at any one instant: long ones are many. */
export function servedAtOnce({ rate, requestMs }: LimitTerms): number {
  return Math.ceil((rate * requestMs) / 1000);
}

export const VIP_STAYS: Clause = { figure: 'moved', of: 'median', atMost: 0 };
export const VIP_MOVES: Clause = { figure: 'moved', of: 'median', atLeast: 1 };

/** What every drill must end with. */
export const ENDS_WITH_ONE_HOLDER: readonly Clause[] = [
  { figure: 'holdersAtEnd', of: 'every run', atLeast: 1 },
  { figure: 'holdersAtEnd', of: 'every run', atMost: 1 },
];
