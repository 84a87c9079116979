import type { PageEvent, PageSite } from '../../src/node/page/page-site.ts';
import { foldEvents } from './events.ts';

export interface Figure {
  readonly words: string;
  readonly value: number;
  /** It is more than one expects of a site at rest. */
  readonly isMuch: boolean;
  /** The view that tells more, with its filters. */
  readonly to: string;
}

const RECENT_MS = 10 * 60_000;

/** Whether it is getting worse: what happened in ten minutes, and what is there now. */
export function worseOf(
  { view, words }: PageSite,
  events: readonly PageEvent[],
  nowMs: number,
): readonly Figure[] {
  const recent = foldEvents(events.filter(({ at }) => Date.parse(at) >= nowMs - RECENT_MS));
  const count = (kinds: RegExp) => recent.filter(({ event }) => kinds.test(event.kind)).length;
  const moves = count(/^vip-(moved|no-holder|two-holders)$/);
  const restarts = count(/^(guest-restarted|foundation-restarted)$/);
  const downs = count(/^servers?-down$/);
  const old = Object.values(view?.nodes ?? {}).reduce(
    (sum, { guests }) => sum + guests.haproxy.draining + (guests.nginx?.draining ?? 0),
    0,
  );
  const sessions = Object.values(words).reduce(
    (sum, word) => sum + Object.values(word.sessions).reduce((all, one) => all + one, 0),
    0,
  );
  return [
    { words: 'open sessions', value: sessions, isMuch: false, to: 'sessions' },
    { words: 'moves of a VIP in 10 min', value: moves, isMuch: moves > 2, to: 'timeline?group=VIPs' },
    {
      words: 'engines that ended in 10 min',
      value: restarts,
      isMuch: restarts > 0,
      to: 'timeline?group=engines',
    },
    {
      words: 'servers that went down in 10 min',
      value: downs,
      isMuch: downs > 0,
      to: 'timeline?group=servers',
    },
    { words: 'old engine processes', value: old, isMuch: old > 4, to: 'nodes' },
  ];
}
