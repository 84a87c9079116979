import { NOTIFY_EVENTS, type NotifyEvent } from '../../spec/notify-events.ts';

/**
 * How long something has to be seen before it is told: a planned move has two holders and an unplanned one none for a
 * moment, and a daemon that is restarted is away for some seconds. HAProxy has counted already what is said of servers.
 */
export const STEADY_MS: Readonly<Record<NotifyEvent, number>> = {
  'two-holders': 3_000,
  'no-holder': 2_000,
  'vip-moved': 0,
  'pool-down': 0,
  'server-down': 0,
  'redundancy-lost': 20_000,
  'node-unreachable': 15_000,
  'certificate-expiring': 0,
  drift: 30_000,
  'apply-failed': 0,
  applied: 0,
  paused: 0,
  finding: 3_000,
};

/** What a finding is about, by the second half of its code; the same thing seen two ways is told once. */
const OTHER_WORDS: Readonly<Record<string, NotifyEvent>> = {
  'vip-without-holder': 'no-holder',
  'several-holders': 'two-holders',
  'server-is-down': 'server-down',
  'pool-without-servers': 'pool-down',
  'peer-unreachable': 'node-unreachable',
  'member-unreachable': 'node-unreachable',
  'certificate-expires': 'certificate-expiring',
  'certificate-expired': 'certificate-expiring',
  'release-drift': 'drift',
};

export function eventOfCode(code: string): NotifyEvent {
  const what = code.slice(code.lastIndexOf('/') + 1);
  return NOTIFY_EVENTS.find((event) => event === what) ?? OTHER_WORDS[what] ?? 'finding';
}
