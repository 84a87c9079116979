/** How one attempt to deliver went. */
export interface Sent {
  readonly ok: boolean;
  /** What the other side answered, or why it could not be reached; holds no secret. */
  readonly says: string;
  /** Not ok, and it may go better the next time. */
  readonly retry: boolean;
  /** What the other side asks to wait first. */
  readonly afterMs: number | undefined;
}

export function delivered(says: string): Sent {
  return { ok: true, says, retry: false, afterMs: undefined };
}

export function notNow(says: string, afterMs?: number): Sent {
  return { ok: false, says, retry: true, afterMs };
}

export function never(says: string): Sent {
  return { ok: false, says, retry: false, afterMs: undefined };
}
