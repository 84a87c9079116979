import type { NotifyEvent } from '../../../spec/notify-events.ts';

/** What a finding is about, in the words of the spec; every other code is `finding`. */
const EVENTS: Readonly<Record<string, NotifyEvent>> = {
  'node/vip-two-holders': 'two-holders',
  'node/vip-without-holder': 'no-holder',
  'node/vip-flaps': 'flapping',
  'node/pool-without-servers': 'pool-down',
  'node/server-down': 'server-down',
  'node/redundancy-lost': 'redundancy-lost',
  'node/peer-unreachable': 'node-unreachable',
  'node/certificate-expires': 'certificate-expiring',
  'node/certificate-lost': 'certificate-expiring',
  'node/drift': 'drift',
  'node/releases-differ': 'drift',
  'node/apply-stuck': 'apply-failed',
  'node/paused-long': 'paused',
};

/**
 * How long something has to be found before it is told: a planned move has two holders and an unplanned one none for a
 * moment, and a daemon that is restarted is away for some seconds. What HAProxy says of servers it has counted already; but while it
 * starts, it says many things.
 */
const STEADY_MS: Readonly<Partial<Record<NotifyEvent, number>>> = {
  'two-holders': 2_000,
  'no-holder': 1_000,
  'server-down': 1_000,
  'pool-down': 500,
  'redundancy-lost': 15_000,
  'node-unreachable': 10_000,
  drift: 30_000,
  finding: 3_000,
};

export function eventOfCode(code: string): NotifyEvent {
  return (Object.hasOwn(EVENTS, code) ? EVENTS[code] : undefined) ?? 'finding';
}

export function steadyMs(event: NotifyEvent): number {
  return STEADY_MS[event] ?? 0;
}
