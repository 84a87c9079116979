/** What was asked and refused since the daemon started; for metrics, so that every key is one of few. */
export class ApiCounters {
  /** Refused connections and requests, by reason. */
  readonly refused = new Map<string, number>();
  /** Answers, by operation and status: `status 200`. */
  readonly answered = new Map<string, number>();
  /** Open now. */
  connections = 0;
  streams = 0;
  /** Bytes of bodies that are being received now. */
  bodies = 0;

  countRefused(reason: string): void {
    this.refused.set(reason, (this.refused.get(reason) ?? 0) + 1);
  }

  countAnswered(operation: string, status: number): void {
    const key = `${operation} ${status}`;
    this.answered.set(key, (this.answered.get(key) ?? 0) + 1);
  }
}
