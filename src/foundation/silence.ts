/**
 * How long a guest has been silent, counted only while we ourselves were punctual: when the whole machine stalls, our
 * probe is late too, and that must not count against the guest.
 */
export interface Silence {
  readonly ms: number;
  /** When the last probe was made; a monotonic clock in milliseconds. */
  readonly probedAt: number;
}

export function startSilence(now: number): Silence {
  return { ms: 0, probedAt: now };
}

/** One probe later. A gap adds at most one and a half intervals, however long it really was. */
export function growSilence(former: Silence, now: number, intervalMs: number, answered: boolean): Silence {
  if (answered) return { ms: 0, probedAt: now };
  const counted = Math.min(Math.max(now - former.probedAt, 0), 1.5 * intervalMs);
  return { ms: former.ms + counted, probedAt: now };
}
