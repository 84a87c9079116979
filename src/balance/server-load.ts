/** One server of a pool as all nodes see it together: what a rebalance is planned from. */
export interface ServerLoad {
  readonly server: string;
  /** As it runs now, 0 to 256: its share of the sessions. */
  readonly weight: number;
  /** New sessions may be sent to it: it is up and neither drained nor in maintenance. */
  readonly isFit: boolean;
  /** Its excess may be taken: not when an operator drains it, which lets sessions end by themselves. */
  readonly mayGive: boolean;
  /** At most; undefined = no limit. */
  readonly maxSessions: number | undefined;
  /** Open now, on all nodes, in all processes. */
  readonly sessions: number;
  /** Those that the HAProxy counts that will choose the next server: of the holder's newest process alone. */
  readonly counted: number;
}
