import type { Ground } from './ground.ts';
import { lookAtSite, whyUnsettled } from './look-at-site.ts';
import { nowUs } from './wall-clock.ts';
import type { HoldLedger } from './watch/hold-ledger.ts';

const EVERY_MS = 60;

/** Looks at the site again and again, and knows since when nothing is wrong. */
export class Recovery {
  readonly #ground: Ground;
  readonly #ledger: HoldLedger;
  #reasons: readonly string[] = ['nobody has looked yet'];
  #wellSinceUs: number | undefined;
  #ended = false;
  readonly #loop: Promise<void>;

  constructor(ground: Ground, ledger: HoldLedger) {
    this.#ground = ground;
    this.#ledger = ledger;
    this.#loop = this.#look();
  }

  /** undefined = something is wrong now. */
  get wellSinceUs(): number | undefined {
    return this.#wellSinceUs;
  }

  /** What is wrong now, a sentence each. */
  get reasons(): readonly string[] {
    return this.#reasons;
  }

  async end(): Promise<void> {
    this.#ended = true;
    await this.#loop;
  }

  async #look(): Promise<void> {
    while (!this.#ended) {
      const beganUs = nowUs();
      this.#reasons = whyUnsettled(this.#ground.site, await lookAtSite(this.#ground, this.#ledger));
      if (this.#reasons.length > 0) this.#wellSinceUs = undefined;
      else this.#wellSinceUs ??= beganUs;
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}
