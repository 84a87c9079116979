/**
 * What a run of a drill measures. All times are microseconds of this machine's wall clock, the same as in the
 * lines of `ip -ts monitor`, because the probe, the watchers and the runner are processes of one machine.
 */
export interface Measurements {
  readonly attempts: readonly Attempt[];
  readonly sessions: readonly LongSession[];
  /** Datagrams that came back more than once. Default: 0. */
  readonly repeated?: number;
  /** Who had the VIP when; in the order of their beginnings. */
  readonly holds: readonly Hold[];
  readonly marks: Marks;
}

/** One new connection with one request on it, or one datagram that is to come back. */
export interface Attempt {
  /** When it should have started; a stalled prober starts later. */
  readonly dueUs: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly result: AttemptResult;
  /** undefined = no connection came to be. */
  readonly connectedUs: number | undefined;
  /** The request was handed to the kernel. */
  readonly requestSent: boolean;
}

/**
 * ok: the whole right answer came. closed: the connection ended before that. bad-status, bad-echo: an answer came,
 * and not the server's. unreachable: no route, or no neighbour with that address.
 */
export type AttemptResult =
  | 'ok'
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'closed'
  | 'unreachable'
  | 'bad-status'
  | 'bad-echo'
  | 'error';

/** A session that was opened before the fault and is meant to outlive it. */
export interface LongSession {
  /** undefined = it could not be opened. */
  readonly openedUs: number | undefined;
  /** undefined = it survived until the probe ended it. */
  readonly brokenUs: number | undefined;
  /** In words; empty when it survived. */
  readonly why: string;
}

/** A node had the address on an interface that is up and has carrier. */
export interface Hold {
  readonly node: string;
  readonly address: string;
  readonly fromUs: number;
  /** undefined = still when the watch ended. */
  readonly toUs: number | undefined;
}

/** Instants of a run. */
export interface Marks {
  /** The window that is judged. */
  readonly startUs: number;
  readonly endUs: number;
  /** The last thing the drill did, fault or repair. */
  readonly lastActUs: number;
  /** When what a partition or a repair took apart was whole again; undefined where nothing is. */
  readonly healedUs: number | undefined;
  /** The site was as before; undefined = it was not within the time of a run. */
  readonly recoveredUs: number | undefined;
  /**
   * Requests in flight at these times may die with what was serving them. Empty for faults that must not end a request
   * at all, as a reload.
   */
  readonly excused: readonly Span[];
}

/** An act and how long it took: a killed process closes its connections only when the kernel has taken it apart. */
export interface Span {
  readonly fromUs: number;
  readonly toUs: number;
}
