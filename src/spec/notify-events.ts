/** What a channel can be told about, in the words of the spec. */
export const NOTIFY_EVENTS = [
  'two-holders',
  'no-holder',
  'vip-moved',
  'flapping',
  'pool-down',
  'server-down',
  'redundancy-lost',
  'node-unreachable',
  'certificate-expiring',
  'drift',
  'apply-failed',
  'applied',
  'paused',
  'finding',
] as const;

export type NotifyEvent = (typeof NOTIFY_EVENTS)[number];

/** The least first. */
export const NOTIFY_SEVERITIES = ['info', 'warning', 'critical'] as const;

export type NotifySeverity = (typeof NOTIFY_SEVERITIES)[number];
