import type { Alert, Moment, Notice } from '../../src/node/notify/decide/alert.ts';
import {
  type ChannelMemory,
  decideNotices,
  NOTHING_TOLD,
} from '../../src/node/notify/decide/decide-notices.ts';
import type { Channel } from '../../src/site/channel.ts';
import { aChannel } from './a-channel.ts';

/** Groups of five seconds; four changes a minute are told one by one. */
const CHANNEL = aChannel(
  { kind: 'command', argv: ['/bin/true'] },
  { minSeverity: 'warning', groupMs: 5_000, damp: { changes: 4, withinMs: 60_000 } },
);

export const alert = (key: string, overrides: Partial<Alert> = {}): Alert => ({
  key,
  event: 'server-down',
  severity: 'warning',
  about: key,
  code: '',
  title: `${key} is down`,
  remedy: '',
  seenOn: [],
  teller: 'sender',
  ...overrides,
});

export interface Told {
  readonly atMs: number;
  readonly node: string;
  readonly words: string;
}

/** A node that tells one channel, and keeps its memory as JSON, as the disk does. */
export function tellingNode(name = 'lb1', change: Partial<Channel> = {}) {
  const channel = { ...CHANNEL, ...change };
  let memory: ChannelMemory = NOTHING_TOLD;
  const told: Told[] = [];
  const words = ({ alerts }: Notice) =>
    alerts
      .map(
        ({ key, state, flapping, again }) =>
          `${key} ${state}${flapping ? ' flapping' : ''}${again ? ' again' : ''}`,
      )
      .join(', ');
  return {
    told,
    words: () => told.map((one) => one.words),
    memory: () => memory,
    /** As after a restart. */
    remember: (kept: ChannelMemory) => {
      memory = kept;
    },
    look(atMs: number, conditions: readonly Alert[], maySend = true, moments: readonly Moment[] = []) {
      const look = { site: 'web-edge', node: name, nowMs: atMs, conditions, moments, maySend };
      const decision = decideNotices(channel, memory, look);
      memory = JSON.parse(JSON.stringify(decision.memory)) as ChannelMemory;
      told.push(...decision.notices.map((notice) => ({ atMs, node: name, words: words(notice) })));
      return decision;
    },
  };
}
