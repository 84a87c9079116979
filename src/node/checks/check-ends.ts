/** A look that began before a check ended still has its connection. */
const KEPT_MS = 2_000;

/** Our own ends of the connections that checks open, `address:port`: the kernel counts them among those to a server. */
export class CheckEnds {
  /** End → until when it counts, in milliseconds since 1970. */
  readonly #until = new Map<string, number>();

  begin(end: string): void {
    this.#until.set(end, Number.POSITIVE_INFINITY);
  }

  finish(end: string, nowMs: number): void {
    this.#until.set(end, nowMs + KEPT_MS);
  }

  now(nowMs: number): ReadonlySet<string> {
    for (const [end, until] of this.#until) if (until < nowMs) this.#until.delete(end);
    return new Set(this.#until.keys());
  }
}
