/** A version of an engine; rules that speak of versions say nothing when it is not known. */
export interface EngineVersion {
  readonly major: number;
  readonly minor: number;
  /** undefined = any. */
  readonly patch: number | undefined;
}

/** What the person who lints says of the surroundings. */
export interface LintContext {
  readonly haproxy: EngineVersion | undefined;
  readonly keepalived: EngineVersion | undefined;
  readonly nginx: EngineVersion | undefined;
  /** The longest outage that one failure may cause, in milliseconds; undefined = nobody said. */
  readonly maxOutageMs: number | undefined;
  /** Long-lived sessions that the site must carry at once; undefined = nobody said. */
  readonly sessions: number | undefined;
}
