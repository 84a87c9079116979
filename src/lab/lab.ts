import type { Site } from '../site/site.ts';
import type { NetworkPlan } from './network-plan.ts';

/** A lab that runs. */
export interface Lab {
  readonly name: string;
  /** Its directory; `DIR/NODE` is the run directory of a node's foundation. */
  readonly dir: string;
  readonly site: Site;
  readonly specFile: string;
  readonly specDigest: string;
  /** Process 1 of the lab, by its number outside. */
  readonly initPid: number;
  readonly startedAt: string;
  readonly plan: NetworkPlan;
  /** Whether its nodes have daemons. */
  readonly daemons: boolean;
  /** Each member's cables: the interface inside, the port on the switch, the port's bridge. */
  readonly ports: Readonly<Record<string, readonly Port[]>>;
  /**
   * The words to put before a command so that it runs inside: in a member's network, or in the switch's. Process
   * numbers, `/proc` and mounts are the lab's own; files are the host's. The working directory becomes `/`.
   */
  enter(member?: string): readonly string[];
}

export interface Port {
  readonly interface: string;
  readonly port: string;
  readonly bridge: string;
}
