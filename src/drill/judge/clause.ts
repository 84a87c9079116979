import type { Observations, RunFigures } from './figures.ts';

type NumberOf<T> = { [Key in keyof T]: T[Key] extends number | null ? Key : never }[keyof T];

/** A figure of a run that is a number. */
export type FigureName = NumberOf<RunFigures> | NumberOf<Observations>;

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
}

/** The median is at most that. */
export function atMost(figure: FigureName, limit: number): Clause {
  return { figure, of: 'median', atMost: limit };
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
