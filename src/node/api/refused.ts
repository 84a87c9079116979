import type { ApiCounters } from './api-counters.ts';

/** A connection or request that was turned away. */
export interface Refused {
  /** One of few words: a label for a counter. */
  readonly reason: string;
  /** For people. */
  readonly words: string;
  /** An address, `unix`, or who it was: `viewer board at 10.77.0.9`; empty = gone before it could be asked. */
  readonly from: string;
  /** How often it happened since it was told last; the first time is told at once. */
  readonly times: number;
}

const QUIET_MS = 10_000;
const MOST_KEYS = 256;

/**
 * Counts each refusal and tells of it: the first of a kind from somewhere at once, those that follow within ten seconds
 * together, so that whoever knocks a thousand times a second does not fill the log.
 */
export class Refusals {
  readonly #counters: ApiCounters;
  readonly #tell: (refused: Refused) => void;
  readonly #waiting = new Map<string, { refused: Refused; more: number; timer: NodeJS.Timeout }>();

  constructor(counters: ApiCounters, tell: (refused: Refused) => void) {
    this.#counters = counters;
    this.#tell = tell;
  }

  add(reason: string, words: string, from: string): void {
    this.#counters.countRefused(reason);
    // With very many addresses at once, one line a reason says enough.
    const full = this.#waiting.size >= MOST_KEYS;
    const key = full ? reason : `${reason} ${from}`;
    const known = this.#waiting.get(key);
    if (known !== undefined) {
      known.more += 1;
      return;
    }
    const refused = { reason, words, from: full ? 'many addresses' : from, times: 1 };
    const timer = setTimeout(() => this.#flush(key), QUIET_MS).unref();
    this.#waiting.set(key, { refused, more: 0, timer });
    this.#tell(refused);
  }

  /** Tells what is left. */
  close(): void {
    for (const key of [...this.#waiting.keys()]) this.#flush(key);
  }

  #flush(key: string): void {
    const known = this.#waiting.get(key);
    this.#waiting.delete(key);
    clearTimeout(known?.timer);
    if (known !== undefined && known.more > 0) this.#tell({ ...known.refused, times: known.more });
  }
}
