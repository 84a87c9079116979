/** The API's limits, counted as its middlewares do. */
export interface ApiLimits {
  /** 0 = any number. */
  readonly requestsPerMinute: number;
  readonly loginAttempts: number;
  readonly blockMs: number;
}

const WINDOW_MS = 60_000;

/** Requests a minute, one count for everybody: a window begins with the first request after the last one has passed. */
export class RequestCount {
  readonly #most: number;
  #sinceMs: number | undefined;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  isTooMany(nowMs: number): boolean {
    this.#sinceMs ??= nowMs;
    if (nowMs - this.#sinceMs <= WINDOW_MS) this.#count += 1;
    else {
      this.#count = 0;
      this.#sinceMs = nowMs;
    }
    return this.#most > 0 && this.#count > this.#most;
  }
}

/** Addresses that tried to log in with a wrong password too often. */
export class LoginAttempts {
  readonly #most: number;
  readonly #blockMs: number;
  readonly #byAddress = new Map<string, { readonly sinceMs: number; count: number }>();

  constructor(most: number, blockMs: number) {
    this.#most = most;
    this.#blockMs = blockMs;
  }

  isBlocked(address: string, nowMs: number): boolean {
    const tried = this.#byAddress.get(address);
    if (tried === undefined) return false;
    if (nowMs - tried.sinceMs >= this.#blockMs) this.#byAddress.delete(address);
    return this.#byAddress.has(address) && tried.count >= this.#most;
  }

  failed(address: string, nowMs: number): void {
    const tried = this.#byAddress.get(address) ?? { sinceMs: nowMs, count: 0 };
    tried.count += 1;
    this.#byAddress.set(address, tried);
  }
}
