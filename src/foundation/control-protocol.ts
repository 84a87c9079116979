import type { FoundationStatus } from './status.ts';

/**
 * One JSON object a line over the unix socket `control.sock`; one answer line a request, except `events`, which goes on
 * with one FoundationEvent a line until the client closes.
 */
export type ControlRequest =
  | { readonly do: 'status' }
  /** Takes what stands in `release/` into force; answers when the new HAProxy serves. */
  | { readonly do: 'reload' }
  /** Ends the guests, the VIPs first moved away; answers, then the foundation exits. */
  | { readonly do: 'stop' }
  | { readonly do: 'events' }
  /** Gives or takes the holder's weight for a VIP: true, false, or null = by the rule again. */
  | { readonly do: 'bonus'; readonly vip: string; readonly value: boolean | null };

export type ControlAnswer =
  | { readonly ok: true; readonly status?: FoundationStatus }
  | {
      readonly ok: false;
      readonly fault: {
        readonly code: string;
        readonly message: string;
        readonly remedy: string;
        readonly evidence: string;
      };
    };

/** One sentence a thing that happened; `event` is a stable id such as `haproxy-died`. */
export interface FoundationEvent {
  readonly at: string;
  readonly event: string;
  readonly message: string;
}
