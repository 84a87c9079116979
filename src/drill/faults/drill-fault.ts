import type { Clause, LimitTerms } from '../judge/clause.ts';
import type { Scene } from '../scene.ts';

/** A failure done on purpose. */
export interface DrillFault {
  readonly name: string;
  /** What is done, in words. */
  readonly does: string;
  /** What it hurts. */
  readonly hurts: string;
  /**
   * Whether requests in flight may die with what was serving them, at the instant of the fault and of the VIP's moves.
   * false = every failed request counts as lost.
   */
  readonly endsRequestsInFlight: boolean;
  /** Does it, and says before how to undo it. */
  inject(scene: Scene): Promise<void>;
  /** How long to look on before it is undone, in milliseconds. */
  readonly lookOnMs: number;
  /** What must hold. */
  limits(terms: LimitTerms): readonly Clause[];
}
