/** What requests are made for. Each has a share of the budget that the others cannot take. */
export type Use = 'discovery' | 'moving';

/** Share of a minute's requests that waits for a use, as long as it has not taken it. */
const RESERVED: Readonly<Record<Use, number>> = { discovery: 0.25, moving: 0.25 };
const MINUTE_MS = 60_000;

/**
 * Requests a minute, counted over the last 60 s, so that no minute has more, however it is cut: a bucket that fills up again
 * while it is emptied would let twice as many through. Waiting is the caller's; this only says when.
 */
export class RequestBudget {
  readonly #perMinute: number;
  readonly #reserved: Readonly<Record<Use, number>>;
  #taken: { readonly use: Use; readonly atMs: number }[] = [];
  #heldUntilMs = 0;

  /** @param perMinute 1 or more; with 4 and more each use has a share of its own */
  constructor(perMinute: number) {
    this.#perMinute = Math.max(1, Math.floor(perMinute));
    const reserve = (use: Use) => Math.floor(this.#perMinute * RESERVED[use]);
    this.#reserved = { discovery: reserve('discovery'), moving: reserve('moving') };
  }

  get perMinute(): number {
    return this.#perMinute;
  }

  /** Takes one when there is one: answers 0; otherwise how many milliseconds later to ask again. */
  take(use: Use, nowMs: number): number {
    // A clock that was set back would keep a hold, and what was taken, for hours.
    const heldMs = this.#heldUntilMs - nowMs;
    if (heldMs > 0 && heldMs <= MINUTE_MS) return heldMs;
    this.#taken = this.#taken.filter(({ atMs }) => atMs > nowMs - MINUTE_MS && atMs <= nowMs);
    if (this.#left(use) < 1) return Math.max(1, (this.#taken[0]?.atMs ?? nowMs) + MINUTE_MS - nowMs);
    this.#taken.push({ use, atMs: nowMs });
    return 0;
  }

  /** One that was taken last for this use and came to nothing, since nobody was reached. */
  giveBack(use: Use): void {
    const index = this.#taken.findLastIndex((one) => one.use === use);
    if (index !== -1) this.#taken.splice(index, 1);
  }

  /** Nothing for anybody until then: the API has said that it is too much. */
  hold(untilMs: number): void {
    this.#heldUntilMs = Math.max(this.#heldUntilMs, untilMs);
  }

  #left(use: Use): number {
    const kept = (Object.keys(this.#reserved) as Use[])
      .filter((other) => other !== use)
      .map((other) => Math.max(0, this.#reserved[other] - this.#used(other)));
    return this.#perMinute - this.#taken.length - kept.reduce((sum, count) => sum + count, 0);
  }

  #used(use: Use): number {
    return this.#taken.filter((one) => one.use === use).length;
  }
}
