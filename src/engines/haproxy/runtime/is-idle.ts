import type { LookedSession } from './sessions.ts';

/** A session is idle when nothing went through it for so long, and nothing waits in its buffers. */
export const IDLE_MS = 1_000;

/**
 * Whether a session may be cut: two looks at least `IDLE_MS` apart saw the same one, with the same bytes gone through and
 * none waiting. Totals of bytes tell it whatever the time-outs are; what is on the wire at that moment nobody can see.
 */
export function isIdle(before: LookedSession, now: LookedSession, spanMs: number): boolean {
  return (
    spanMs >= IDLE_MS &&
    before.identity === now.identity &&
    before.server === now.server &&
    before.requestBytes === now.requestBytes &&
    before.responseBytes === now.responseBytes &&
    before.waitingBytes === 0 &&
    now.waitingBytes === 0
  );
}
