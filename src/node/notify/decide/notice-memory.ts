import type { Site } from '../../../site/site.ts';
import type { JournalEvent } from '../../journal/record.ts';
import type { SiteView } from '../../status/site-view.ts';
import type { Alert, Notice } from './alert.ts';
import { type ChannelMemory, decideNotices, NOTHING_TOLD } from './decide-notices.ts';
import { findConditions, isHidden } from './find-conditions.ts';
import { findMoment } from './find-moments.ts';
import { keepSteady, type Seen } from './keep-steady.ts';
import { maySend } from './may-send.ts';

/** What was seen and told so far; JSON, kept over restarts. */
export interface NoticeMemory {
  readonly seen: Seen;
  readonly channels: Readonly<Record<string, ChannelMemory>>;
}

export const NEW_MEMORY: NoticeMemory = { seen: {}, channels: {} };

/** One look at the site and at what happened: what each channel is told now, and when to look again at the latest. */
export function lookAround(
  site: Pick<Site, 'name' | 'notify'>,
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
  const hidden = (alert: Alert) => isHidden(view, alert);
  const { seen, steady, nextMs } = keepSteady(memory.seen, findConditions(view), hidden, nowMs);
  const moments = events.map((event) => findMoment(site.name, node, event));
  const look = {
    site: site.name,
    node,
    nowMs,
    conditions: steady,
    moments: moments.filter((moment) => moment !== undefined),
    maySend: maySend(view, node),
  };
  const decisions = site.notify.map((channel) => {
    const before = Object.hasOwn(memory.channels, channel.name) ? memory.channels[channel.name] : undefined;
    return [channel.name, decideNotices(channel, before ?? NOTHING_TOLD, look)] as const;
  });
  const due = [nextMs, ...decisions.map(([, decision]) => decision.nextMs)].filter((at) => at !== undefined);
  return {
    memory: {
      seen,
      channels: Object.fromEntries(decisions.map(([name, decision]) => [name, decision.memory])),
    },
    notices: decisions.flatMap(([, { notices }]) => notices),
    nextMs: due.length === 0 ? undefined : Math.min(...due),
  };
}
