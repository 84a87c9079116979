import type { ChannelTarget } from '../../../site/channel.ts';
import type { Notice } from './alert.ts';

/** A notice on its way. */
export interface Delivery {
  /** Letters, digits and dashes, unlike any other's; the same for every attempt. */
  readonly id: string;
  readonly notice: Notice;
  /** When it was queued, milliseconds since 1970. */
  readonly queuedMs: number;
  /** Attempts that failed. */
  readonly tries: number;
  /** Not tried before this moment. */
  readonly nextMs: number;
}

/** Attempts end after this time. */
export const GIVE_UP_MS = 86_400_000;

/** What goes on the way for one notice: PagerDuty takes one alert an event, and people need no end of what did not last. */
export function partsOf(notice: Notice, kind: ChannelTarget['kind']): readonly Notice[] {
  if (kind === 'pagerduty') return notice.alerts.map((alert) => ({ ...notice, alerts: [alert] }));
  if (kind === 'webhook') return [notice];
  const alerts = notice.alerts.filter(({ moment, state }) => !(moment && state === 'resolved'));
  return alerts.length === 0 ? [] : [{ ...notice, alerts }];
}

/** Of the oldest ones of a channel that has more than it may have, those that are given up. */
export function overflow(queue: readonly Delivery[], channel: string, most: number): readonly Delivery[] {
  const own = queue.filter(({ notice }) => notice.channel === channel);
  return own.slice(0, Math.max(0, own.length - most));
}

const FIRST_MS = 1_000;
const LONGEST_MS = 300_000;

/** Twice as long each time, never the same for two nodes; at least what the other side asked for. `chance`: 0 to 1. */
export function retryDelayMs(tries: number, chance: number, asked = 0, firstMs = FIRST_MS): number {
  const longest = Math.min(LONGEST_MS, firstMs * 2 ** Math.min(tries, 20));
  return Math.max(asked, Math.round(longest * (0.5 + chance / 2)));
}
