import type { ServerLoad } from '../../balance/server-load.ts';

/** What is known of a pool at one moment by the node that asks. */
export interface PoolSight {
  /** Milliseconds since 1970. */
  readonly nowMs: number;
  /** undefined = this node's HAProxy does not answer. */
  readonly loads: readonly ServerLoad[] | undefined;
  /** Why nothing may be moved; undefined = it may. */
  readonly hindrance: string | undefined;
  readonly decider: string | undefined;
  /** A peer is out of reach: only sessions of this node are counted and moved, and the API is left alone. */
  readonly isAlone: boolean;
}
