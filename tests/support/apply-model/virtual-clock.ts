/** Time that passes only when nothing else is to be done. */
export class VirtualClock {
  #now = 0;
  #order = 0;
  readonly #timers: { at: number; order: number; wake: () => void }[] = [];

  readonly elapsed = (): number => this.#now;
  readonly now = (): number => Date.UTC(2026, 10, 21) + this.#now;
  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.#timers.push({ at: this.#now + Math.max(0, ms), order: this.#order++, wake });
    });

  /** Lets everything happen until then. `watch` is called after each moment. */
  async runUntil(ms: number, watch: () => void = () => undefined): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      watch();
      const next = this.#timers.toSorted((one, other) => one.at - other.at || one.order - other.order)[0];
      if (next === undefined || next.at > ms) break;
      this.#timers.splice(this.#timers.indexOf(next), 1);
      this.#now = Math.max(this.#now, next.at);
      next.wake();
    }
    this.#now = Math.max(this.#now, ms);
  }
}
