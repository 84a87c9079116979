import type { Attempt } from '../measurements.ts';
import { nowUs } from '../wall-clock.ts';
import { RunningAttempt } from './attempt.ts';
import type { ProbeOptions } from './options.ts';
import { RunningTally } from './tally.ts';

const SWEEP_MS = 10;

/**
 * Starts a connection at each fixed time, however slow the answers are: who waits for an answer before asking again
 * does not see the outage. A stalled prober starts what is overdue at once; `dueUs` tells.
 */
export class OpenLoop {
  readonly #options: ProbeOptions;
  readonly #attempts: Attempt[] = [];
  readonly tally = new RunningTally();
  readonly #running = new Set<RunningAttempt>();
  readonly #stepUs: number;
  readonly #sweep: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  #dueUs: number;
  #started = 0;

  constructor(options: ProbeOptions) {
    this.#options = options;
    this.#stepUs = 1_000_000 / options.rate;
    this.#dueUs = nowUs();
    this.#sweep = setInterval(() => this.#giveUpLate(), SWEEP_MS);
    this.#startDue();
  }

  /** No more starts; waits for what is on its way and returns all, in the order of their starts. */
  async end(): Promise<readonly Attempt[]> {
    clearTimeout(this.#timer);
    while (this.#running.size > 0) await new Promise((resolve) => setTimeout(resolve, SWEEP_MS));
    clearInterval(this.#sweep);
    return this.#attempts.sort((one, other) => one.startUs - other.startUs);
  }

  #startDue(): void {
    const now = nowUs();
    while (this.#dueUs <= now) {
      this.#start(Math.round(this.#dueUs));
      this.#dueUs += this.#stepUs;
    }
    this.#timer = setTimeout(() => this.#startDue(), Math.max(0, (this.#dueUs - nowUs()) / 1000));
  }

  #start(dueUs: number): void {
    this.#started += 1;
    const attempt = new RunningAttempt(
      this.#options.target,
      this.#options.timeoutMs,
      dueUs,
      this.#started,
      (ended) => {
        this.#running.delete(attempt);
        this.#attempts.push(ended);
        this.tally.note(ended);
      },
    );
    this.#running.add(attempt);
  }

  #giveUpLate(): void {
    const oldest = nowUs() - this.#options.timeoutMs * 1000;
    // A Set keeps the order of insertion: the first that is young enough ends the look.
    for (const attempt of this.#running) {
      if (attempt.startUs > oldest) return;
      attempt.giveUp();
    }
  }
}
