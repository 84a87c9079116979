/** The longest life of a drained old process: long sessions may end by themselves, old processes do not pile up. */
export const HARD_STOP_MS = 30 * 60_000;
