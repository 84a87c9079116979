import { Fault } from '../../base/fault.ts';
import type { Channel } from '../../site/channel.ts';
import type { Site } from '../../site/site.ts';
import type { NotifyOutcome } from '../api/node-service.ts';
import type { JournalEvent } from '../journal/record.ts';
import type { SiteView } from '../status/site-view.ts';
import { lookAround, NEW_MEMORY, type NoticeMemory } from './decide/notice-memory.ts';
import { type KeptNotices, readNotices } from './notice-file.ts';
import { NoticeStore } from './notice-store.ts';
import type { Notify, NotifyCount, NotifyOptions } from './open-notify.ts';
import { Outbox } from './outbox.ts';
import { testNotices } from './test-notices.ts';

type Options = Required<NotifyOptions> & { readonly path: string };

/** Older events are history, not news. */
const NEWS_MS = 86_400_000;
const MOST_MISSED = 1_000;
/** What changes without a message following from it is written so often at most. */
const CALM_MS = 10_000;

/** Looks, decides by pure functions, keeps what follows on the disk, and only then sends it. */
export class RunningNotify implements Notify {
  readonly #options: Options;
  readonly #store: NoticeStore;
  readonly #outbox: Outbox;
  #site: Site;
  #memory: NoticeMemory = NEW_MEMORY;
  #seq: number | undefined;
  #keptMs = 0;
  #last: SiteView | undefined;
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #bug = '';

  constructor(options: Options) {
    const { path, secrets, now, firstRetryMs, onOutcome, journal } = options;
    this.#options = options;
    this.#site = options.site;
    this.#store = new NoticeStore(path, () => JSON.stringify(this.#kept()));
    this.#outbox = new Outbox({
      secrets,
      now,
      firstRetryMs,
      onOutcome,
      externalUrl: () => this.#externalUrl(),
      tell: (entry) => journal.append(entry),
      keep: async () => await this.#store.keep(),
    });
  }

  get trouble(): Fault | undefined {
    return this.#store.trouble;
  }

  async open(): Promise<void> {
    try {
      const kept = await readNotices(this.#options.path);
      this.#memory = kept?.memory ?? NEW_MEMORY;
      this.#seq = kept?.seq;
      this.#outbox.restore(kept?.queue ?? []);
    } catch (error) {
      this.#store.fail(error);
    }
    // What happened before anybody was to be told is not told.
    this.#seq ??= this.#options.journal.last;
    this.reload(this.#site);
  }

  see(view: SiteView, events: readonly JournalEvent[]): Promise<void> {
    this.#looking = this.#looking
      .then(async () => await this.#look(view, events))
      .catch((error: unknown) => this.#tellBug(error));
    return this.#looking;
  }

  async test(channel?: string): Promise<readonly NotifyOutcome[]> {
    const channels = this.#site.notify.filter(({ name }) => channel === undefined || name === channel);
    if (channel !== undefined && channels.length === 0) throw noSuchChannel(channel, this.#site);
    return await Promise.all(channels.map(async (one) => await this.#try(one)));
  }

  reload(site: Site): void {
    this.#site = site;
    this.#outbox.use(site.notify);
    this.#outbox.pump();
  }

  stats(): readonly NotifyCount[] {
    return this.#outbox.counts();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#looking;
    this.#outbox.close();
    await this.#store.close();
  }

  async #look(view: SiteView, events: readonly JournalEvent[]): Promise<void> {
    if (this.#isClosed) return;
    clearTimeout(this.#timer);
    const news = await this.#news(events);
    const nowMs = this.#options.now();
    const { memory, notices, nextMs } = lookAround(
      this.#site,
      this.#options.node,
      this.#memory,
      view,
      news,
      nowMs,
    );
    this.#memory = memory;
    this.#last = view;
    this.#outbox.add(notices);
    if (nextMs !== undefined) this.#lookAgain(Math.max(1, nextMs - nowMs));
    if (notices.length > 0 || news.length > 0 || nowMs - this.#keptMs >= CALM_MS) {
      this.#keptMs = nowMs;
      await this.#store.keep();
    }
    this.#outbox.pump();
  }

  async #try(channel: Channel): Promise<NotifyOutcome> {
    const { node, now } = this.#options;
    let outcome: NotifyOutcome = {
      channel: channel.name,
      kind: channel.to.kind,
      ok: true,
      says: '',
      tookMs: 0,
    };
    for (const [id, notice] of testNotices(channel, this.#site.name, node, now())) {
      const { ok, says, tookMs } = await this.#outbox.send(channel, notice, id);
      outcome = { ...outcome, ok, says, tookMs: outcome.tookMs + tookMs };
      if (!ok) break;
    }
    return outcome;
  }

  /** A group's time is over, or something has been so for long enough. */
  #lookAgain(inMs: number): void {
    this.#timer = setTimeout(() => {
      if (this.#last !== undefined) void this.see(this.#last, []);
    }, inMs).unref();
  }

  /** A bug in here may cost a message, but never the daemon; told once, for it will come back with every look. */
  #tellBug(error: unknown): void {
    const text = `notify: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    if (text === this.#bug) return;
    this.#bug = text;
    this.#options.journal.append({ kind: 'bug', text });
  }

  /** Events that were not looked at yet: those that others wrote into the journal too, and those of the time when nobody looked. */
  async #news(events: readonly JournalEvent[]): Promise<readonly JournalEvent[]> {
    const { journal, now } = this.#options;
    // A journal that begins anew has smaller numbers than we remember.
    const seq = journal.last < (this.#seq ?? 0) ? 0 : (this.#seq ?? 0);
    const written = journal.last <= seq ? [] : await journal.read(seq + 1, MOST_MISSED);
    const bySeq = new Map([...written, ...events].map((event) => [event.seq, event]));
    const news = [...bySeq.values()]
      .filter((event) => event.seq > seq)
      .toSorted((left, right) => left.seq - right.seq);
    this.#seq = news.at(-1)?.seq ?? seq;
    return news.filter(({ at }) => now() - Date.parse(at) < NEWS_MS);
  }

  #kept(): KeptNotices {
    return { version: 1, seq: this.#seq, memory: this.#memory, queue: this.#outbox.queue };
  }

  #externalUrl(): string {
    const node = this.#site.nodes.find(({ name }) => name === this.#options.node);
    const address = node?.interfaces[0]?.addresses[0]?.address ?? 'localhost';
    return `https://${address.includes(':') ? `[${address}]` : address}:${this.#site.api.port}`;
  }
}

function noSuchChannel(channel: string, { notify }: Site): Fault {
  const names = notify.map(({ name }) => name).join(', ');
  return new Fault(
    'node/no-such-channel',
    `There is no channel ${channel}; ${names === '' ? 'the spec in force has none' : `the spec in force has ${names}`}.`,
    `${names === '' ? 'Apply' : 'Name one of these, or apply'} a spec that has it under "notify".`,
  );
}
