import type { Attempt } from '../measurements.ts';

/** New connections that ended in a moment. */
export interface Tally {
  readonly ok: number;
  readonly failed: number;
  /** The slowest of those that were answered, in milliseconds; null = none was. */
  readonly slowestMs: number | null;
}

const NONE: Tally = { ok: 0, failed: 0, slowestMs: null };

/** Counts what ends; `take` begins anew. */
export class RunningTally {
  #now = NONE;

  note({ result, startUs, endUs }: Attempt): void {
    const { ok, failed, slowestMs } = this.#now;
    const tookMs = Math.round((endUs - startUs) / 100) / 10;
    this.#now =
      result === 'ok'
        ? { ok: ok + 1, failed, slowestMs: Math.max(slowestMs ?? 0, tookMs) }
        : { ok, failed: failed + 1, slowestMs };
  }

  take(): Tally {
    const now = this.#now;
    this.#now = NONE;
    return now;
  }
}
