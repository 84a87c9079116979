import type { Channel } from '../../src/site/channel.ts';

/** A channel that tells everything at once. */
export function aChannel(to: Channel['to'], overrides: Partial<Channel> = {}): Channel {
  return {
    name: to.kind,
    to,
    events: undefined,
    minSeverity: 'info',
    groupMs: 0,
    repeatMs: 3_600_000,
    damp: { changes: 4, withinMs: 600_000 },
    timeoutMs: 5_000,
    ca: undefined,
    ...overrides,
  };
}
