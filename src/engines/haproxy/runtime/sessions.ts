/** One session as `show sess` lists it, of one HAProxy process. */
export interface ListedSession {
  /** Its place in memory, `0x55c4f719b3a0`: another session may have it later. */
  readonly id: string;
  readonly frontend: string;
  readonly pool: string;
  readonly server: string;
  /** Address without the port. */
  readonly client: string;
  readonly port: number;
  /** In whole seconds, in minutes from an hour on: HAProxy tells no more here. */
  readonly ageMs: number;
}

/** One session as `show sess ID` and `show sess all` describe it. */
export interface LookedSession extends ListedSession {
  /** What no other session of any process has: place, number, moment of its begin, client. */
  readonly identity: string;
  /** When it began, as HAProxy says it: local time with microseconds. */
  readonly beganAt: string;
  /** Bytes that went through since it began: each way. */
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** Bytes that HAProxy has taken from one side and not given to the other. */
  readonly waitingBytes: number;
}
