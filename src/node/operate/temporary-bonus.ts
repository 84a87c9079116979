/** How long a weight that was set by hand lasts when nobody takes it back: longer than any planned move. */
const LASTS_MS = 15_000;

/**
 * The holder's weight that a planned move sets on this node's foundation. It is left to the rule again by itself: a
 * daemon elsewhere that dies in the middle of a move must not leave a weight behind that draws the VIP at another time.
 */
export class TemporaryBonus {
  readonly #set: (vip: string, value: boolean | null) => Promise<void>;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  /** @param set tells the foundation of this node */
  constructor(set: (vip: string, value: boolean | null) => Promise<void>) {
    this.#set = set;
  }

  /** A weight is set by hand now. */
  get isOn(): boolean {
    return this.#timers.size > 0;
  }

  async set(vip: string, value: boolean | null): Promise<void> {
    clearTimeout(this.#timers.get(vip));
    this.#timers.delete(vip);
    await this.#set(vip, value);
    if (value === null) return;
    const timer = setTimeout(() => void this.set(vip, null).catch(() => undefined), LASTS_MS);
    this.#timers.set(vip, timer);
  }

  /** A former daemon may have died in the middle of a move. */
  async reset(vips: readonly string[]): Promise<void> {
    for (const vip of vips) await this.#set(vip, null);
  }

  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }
}
