/** The time, and how it passes. */
export interface ApiClock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Answers after so long; at once when it is closed. */
  readonly wait: (ms: number, closed: AbortSignal) => Promise<void>;
}

export const WALL_CLOCK: ApiClock = {
  now: Date.now,
  wait: async (ms, closed) => {
    if (closed.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        closed.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      closed.addEventListener('abort', end, { once: true });
    });
  },
};
