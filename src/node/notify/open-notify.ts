import { join } from 'node:path';
import type { Fault } from '../../base/fault.ts';
import type { SecretLookup } from '../../release/fill-secrets.ts';
import type { Site } from '../../site/site.ts';
import type { NotifyOutcome } from '../api/node-service.ts';
import type { Journal } from '../journal/open-journal.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { SiteView } from '../status/site-view.ts';
import { RunningNotify } from './running-notify.ts';

/** Tells people what happens. Nothing here throws: what cannot be delivered waits, and what the disk does not take is kept in memory. */
export interface Notify {
  /** Why what is on its way would not survive a restart; undefined = it would. */
  readonly trouble: Fault | undefined;
  /**
   * What is seen now. Events of the journal that were not looked at yet are read from it; `events` adds what it does not give. Resolves when
   * what follows from it is kept on the disk, or the disk has refused; nobody need wait for it.
   */
  see(view: SiteView, events: readonly JournalEvent[]): Promise<void>;
  /**
   * One attempt to send a test message through each channel, or the one that is named.
   * @throws Fault `node/no-such-channel`
   */
  test(channel?: string): Promise<readonly NotifyOutcome[]>;
  /** Another spec is in force. What is on its way to a channel that is gone is dropped. */
  reload(site: Site): void;
  /** For metrics, since the start. */
  stats(): readonly NotifyCount[];
  /** Stops; what is on its way is tried again after the next start. */
  close(): Promise<void>;
}

/** sent: delivered · failed: an attempt, tried again · gave-up: never delivered · dropped: there was no room for it. */
export type NotifyResult = 'sent' | 'failed' | 'gave-up' | 'dropped';

export interface NotifyCount {
  readonly channel: string;
  readonly result: NotifyResult;
  readonly count: number;
}

export interface NotifyOptions {
  readonly site: Site;
  readonly node: string;
  /** `notify/queue.json` is kept in it. */
  readonly stateDir: string;
  readonly journal: Pick<Journal, 'append' | 'read' | 'last'>;
  readonly secrets: SecretLookup;
  /** Milliseconds since 1970; default: this machine's clock. */
  readonly now?: () => number;
  /** Told of every attempt; default: nobody is. */
  readonly onOutcome?: (outcome: NotifyOutcome) => void;
  /** Time before the second attempt; it doubles up to five minutes. Default: 1 s. */
  readonly firstRetryMs?: number;
}

/** Opens the way to people; what was on its way when the former daemon ended goes on. */
export async function openNotify(options: NotifyOptions): Promise<Notify> {
  const notify = new RunningNotify({
    now: Date.now,
    onOutcome: () => undefined,
    firstRetryMs: 1_000,
    ...options,
    path: join(options.stateDir, 'notify', 'queue.json'),
  });
  await notify.open();
  return notify;
}
