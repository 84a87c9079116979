import type { Site } from '../../site/site.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { SiteView } from '../status/site-view.ts';
import type { Notice } from './alert.ts';
import { type ChannelMemory, decideNotices, NOTHING_TOLD } from './decide-notices.ts';
import { eventMoment } from './event-moments.ts';
import { keepSteady, type Seen } from './keep-steady.ts';
import { maySend } from './may-send.ts';
import { viewConditions } from './view-conditions.ts';
import { vipMoves } from './vip-conditions.ts';

/** What was seen and told so far; JSON, kept over restarts. */
export interface NoticeMemory {
  /** VIP → who held it. */
  readonly holders: Readonly<Record<string, string>>;
  readonly seen: Seen;
  readonly channels: Readonly<Record<string, ChannelMemory>>;
}

export const NEW_MEMORY: NoticeMemory = { holders: {}, seen: {}, channels: {} };

/** One look at the site and at what happened: what each channel is told now, and when to look again at the latest. */
export function lookAround(
  site: Site,
  node: string,
  memory: NoticeMemory,
  view: SiteView,
  events: readonly JournalEvent[],
  nowMs: number,
): {
  readonly memory: NoticeMemory;
  readonly notices: readonly Notice[];
  readonly nextMs: number | undefined;
} {
  const { conditions, unsure } = viewConditions(site, view);
  const { seen, steady, nextMs } = keepSteady(memory.seen, conditions, unsure, nowMs);
  const moves = vipMoves(view, memory.holders, nowMs);
  const told = events.map((event) => eventMoment(site.name, node, event));
  const look = {
    site: site.name,
    node,
    nowMs,
    conditions: steady,
    moments: [...moves.moments, ...told.filter((moment) => moment !== undefined)],
    maySend: maySend(view, node),
  };
  const decisions = site.notify.map((channel) => {
    const before = Object.hasOwn(memory.channels, channel.name) ? memory.channels[channel.name] : undefined;
    return [channel.name, decideNotices(channel, before ?? NOTHING_TOLD, look)] as const;
  });
  const due = [nextMs, ...decisions.map(([, decision]) => decision.nextMs)].filter((at) => at !== undefined);
  return {
    memory: {
      holders: moves.holders,
      seen,
      channels: Object.fromEntries(decisions.map(([name, decision]) => [name, decision.memory])),
    },
    notices: decisions.flatMap(([, { notices }]) => notices),
    nextMs: due.length === 0 ? undefined : Math.min(...due),
  };
}
