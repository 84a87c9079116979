import type { Engine } from '../../site/site.ts';
import type { Clause, LimitTerms } from '../judge/clause.ts';
import type { Scene } from '../scene.ts';

/** A failure done on purpose. */
export interface DrillFault {
  readonly name: string;
  /** What is done, in words. */
  readonly does: string;
  /** What it hurts. */
  readonly hurts: string;
  /** At which instants requests in flight may die with what was serving them; all other failed requests are lost. */
  readonly endsRequestsInFlight: InFlightRule;
  /** Does it, and says before how to undo it. */
  inject(scene: Scene): Promise<void>;
  /** The service that is asked: one of this engine, or one that takes datagrams. Default: the first that a plain client can ask. */
  readonly asks?: Asked;
  /** How long to look on before it is undone, in milliseconds. */
  readonly lookOnMs: number;
  /**
   * It is about the agents of a simulated Wazuh cluster: it needs them, waits for them before it is undone, lets them be
   * spread anew while it runs, and takes minutes. Default: no.
   */
  readonly needsAgents?: true;
  /** What must hold. */
  limits(terms: LimitTerms): readonly Clause[];
}

/** Which service a drill is about. */
export interface Asked {
  readonly engine?: Engine;
  readonly mode?: 'udp';
}

/**
 * never: nothing that serves is ended on purpose. `at the fault`: what is hurt was serving. `at the fault and at moves`: the
 * former holder serves until the VIP has moved, so requests in flight then die too. Where the former holder serves no more
 * (a node that is lost), who waits for the VIP to move is lost, not in flight.
 */
export type InFlightRule = 'never' | 'at the fault' | 'at the fault and at moves';
