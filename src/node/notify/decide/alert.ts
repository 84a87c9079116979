import type { NotifyEvent, NotifySeverity } from '../../../spec/notify-events.ts';

/** Something that people may want to be told; the same on every node that sees it. */
export interface Alert {
  /** `SITE/ABOUT/WHAT`, as in `web-edge/vip/edge/no-holder`: by it receivers know two messages for one. */
  readonly key: string;
  readonly event: NotifyEvent;
  readonly severity: NotifySeverity;
  /** `vip/edge`, `server/web/web1`, `site`; of a node itself, node/ and its name. */
  readonly about: string;
  /** A code with a page in docs/problems; empty = there is none. */
  readonly code: string;
  /** One sentence: what is so. */
  readonly title: string;
  /** What to do; empty = nothing. */
  readonly remedy: string;
  /** Nodes without whose word nothing is known of it any more; empty = it does not depend on one. */
  readonly seenOn: readonly string[];
  /** Who tells it: the node that sends for the site, or each node that knows of it, because no other does. */
  readonly teller: 'sender' | 'witness';
}

/** Something that happened and does not last. */
export interface Moment extends Alert {
  /** The same thing twice within half a minute is one. */
  readonly what: string;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/** An alert in a message. */
export interface ToldAlert extends Alert {
  readonly state: 'firing' | 'resolved';
  /** It happened, and does not last: there is nothing that could be resolved. */
  readonly moment: boolean;
  /** It changes so often that its changes are not told one by one. */
  readonly flapping: boolean;
  /** It was told before and still is so. */
  readonly again: boolean;
  readonly startedMs: number;
  /** undefined = it is so still. */
  readonly endedMs: number | undefined;
}

/** One message for one channel. */
export interface Notice {
  readonly channel: string;
  readonly site: string;
  /** The node that tells it. */
  readonly node: string;
  readonly atMs: number;
  /** At least one; those that need a person first. */
  readonly alerts: readonly ToldAlert[];
}

const RANK = { info: 0, warning: 1, critical: 2 } as const;

export function severityRank(severity: NotifySeverity): number {
  return RANK[severity];
}
