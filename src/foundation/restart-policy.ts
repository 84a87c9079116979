/** What the foundation remembers of a guest's deaths. Times are a monotonic clock in milliseconds. */
export interface Deaths {
  /** Of the last 10 s. */
  readonly recent: readonly number[];
  /** Starts in a row that ended before the guest served. */
  readonly failedStarts: number;
}

export interface RestartDecision {
  readonly deaths: Deaths;
  readonly delayMs: number;
  /** The node cannot count on this guest: its VIPs must leave. */
  readonly sick: boolean;
}

export const NO_DEATHS: Deaths = { recent: [], failedStarts: 0 };

const WINDOW_MS = 10_000;
/** More deaths than this within the window and the guest "keeps dying", even if each start succeeds. */
const TOLERATED_DEATHS = 12;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5_000;

/**
 * A guest that served and died is started again at once and the VIP stays: its listening sockets are held, so nobody
 * notices. A guest that dies before it serves makes the node sick at once; it is tried again with doubling delays.
 */
export function decideRestart(deaths: Deaths, served: boolean, now: number): RestartDecision {
  const recent = [...deaths.recent.filter((at) => now - at < WINDOW_MS), now];
  const failedStarts = served ? 0 : deaths.failedStarts + 1;
  const keepsDying = recent.length > TOLERATED_DEATHS;
  const doublings = Math.max(failedStarts - 1, keepsDying ? recent.length - TOLERATED_DEATHS : 0);
  const wait = failedStarts > 0 || keepsDying;
  return {
    deaths: { recent, failedStarts },
    delayMs: wait ? Math.min(FIRST_DELAY_MS * 2 ** doublings, LONGEST_DELAY_MS) : 0,
    sick: wait,
  };
}
