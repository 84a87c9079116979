import type { SecretLookup } from '../../release/fill-secrets.ts';
import type { Channel } from '../../site/channel.ts';
import type { NotifyOutcome } from '../api/node-service.ts';
import type { JournalEntry } from '../journal/record.ts';
import { deliver } from './channels/deliver.ts';
import type { Sent } from './channels/sent.ts';
import type { Notice } from './decide/alert.ts';
import { type Delivery, GIVE_UP_MS, overflow, partsOf, retryDelayMs } from './decide/delivery.ts';
import type { NotifyCount, NotifyResult } from './open-notify.ts';

export interface OutboxOptions {
  readonly secrets: SecretLookup;
  readonly externalUrl: () => string;
  readonly now: () => number;
  readonly firstRetryMs: number;
  readonly onOutcome: (outcome: NotifyOutcome) => void;
  /** Writes an event into the journal. */
  readonly tell: (entry: JournalEntry) => void;
  /** The queue has changed. */
  readonly keep: () => Promise<void>;
}

/** Notices that one channel may have on their way; the oldest give way to newer ones. */
const MOST_QUEUED = 200;

/** Notices on their way: of each channel one after the other, so that nothing is resolved before it was told. */
export class Outbox {
  readonly #options: OutboxOptions;
  #queue: readonly Delivery[] = [];
  #channels: readonly Channel[] = [];
  #count = 0;
  readonly #busy = new Set<string>();
  readonly #failing = new Set<string>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #counts = new Map<string, NotifyCount>();
  #isClosed = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  get queue(): readonly Delivery[] {
    return this.#queue;
  }

  /** What waits for a channel that is gone is dropped; for one that is of another kind now it is cut into other parts. */
  use(channels: readonly Channel[]): void {
    this.#channels = channels;
    const kinds = new Map(channels.map(({ name, to }) => [name, to.kind]));
    this.#queue = this.#queue.flatMap((delivery) => {
      const kind = kinds.get(delivery.notice.channel);
      const parts = kind === undefined ? [] : partsOf(delivery.notice, kind);
      return parts.length === 1
        ? [delivery]
        : parts.map((notice, index) => ({ ...delivery, id: `${delivery.id}-${index}`, notice }));
    });
  }

  /** What was on its way when the former daemon ended. */
  restore(queue: readonly Delivery[]): void {
    this.#queue = queue.map((delivery) => ({ ...delivery, nextMs: 0 }));
  }

  add(notices: readonly Notice[]): void {
    for (const notice of notices) {
      const channel = this.#channels.find(({ name }) => name === notice.channel);
      if (channel === undefined) continue;
      const queuedMs = this.#options.now();
      const parts = partsOf(notice, channel.to.kind).map((part) => {
        this.#count += 1;
        const id = `${part.site}-${part.node}-${queuedMs.toString(36)}-${this.#count}`.replaceAll('_', '-');
        return { id, notice: part, queuedMs, tries: 0, nextMs: 0 };
      });
      this.#queue = [...this.#queue, ...parts];
      const dropped = overflow(this.#queue, channel.name, MOST_QUEUED);
      this.#remove(dropped);
      for (const _ of dropped) this.#add(channel.name, 'dropped');
      if (dropped.length > 0) this.#giveUp(channel.name, dropped, 'too many of them wait');
    }
  }

  /** Sends what is due. */
  pump(): void {
    for (const channel of this.#channels) void this.#work(channel.name);
  }

  counts(): readonly NotifyCount[] {
    return [...this.#counts.values()];
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  async #work(name: string): Promise<void> {
    if (this.#busy.has(name)) return;
    this.#busy.add(name);
    clearTimeout(this.#timers.get(name));
    try {
      while (!this.#isClosed) {
        const channel = this.#channels.find((one) => one.name === name);
        const next = this.#queue.find(({ notice }) => notice.channel === name);
        if (channel === undefined || next === undefined) return;
        const waitMs = next.nextMs - this.#options.now();
        if (waitMs > 0) {
          this.#timers.set(
            name,
            setTimeout(() => void this.#work(name), Math.min(waitMs, GIVE_UP_MS)).unref(),
          );
          return;
        }
        await this.#attempt(channel, next);
      }
    } finally {
      this.#busy.delete(name);
    }
  }

  async #attempt(channel: Channel, delivery: Delivery): Promise<void> {
    const { now, firstRetryMs, keep } = this.#options;
    const sent = await this.send(channel, delivery.notice, delivery.id);
    if (this.#isClosed) return;
    if (sent.ok) {
      this.#remove([delivery]);
      this.#add(channel.name, 'sent');
      this.#recovered(channel.name);
    } else if (!sent.retry || now() - delivery.queuedMs >= GIVE_UP_MS) {
      this.#remove([delivery]);
      this.#add(channel.name, 'gave-up');
      this.#giveUp(channel.name, [delivery], sent.says);
    } else {
      this.#add(channel.name, 'failed');
      this.#failed(channel.name, sent.says);
      const nextMs = now() + retryDelayMs(delivery.tries, Math.random(), sent.afterMs, firstRetryMs);
      const later = { ...delivery, tries: delivery.tries + 1, nextMs };
      this.#queue = this.#queue.map((one) => (one.id === delivery.id ? later : one));
    }
    await keep();
  }

  /** One attempt, whatever waits. */
  async send(channel: Channel, notice: Notice, id: string): Promise<Sent & { tookMs: number }> {
    const { now, secrets, externalUrl, onOutcome } = this.#options;
    const begunMs = now();
    const sent = await deliver(channel, notice, id, { secrets, externalUrl: externalUrl(), now });
    const tookMs = now() - begunMs;
    onOutcome({ channel: channel.name, kind: channel.to.kind, ok: sent.ok, says: sent.says, tookMs });
    return { ...sent, tookMs };
  }

  #remove(gone: readonly Delivery[]): void {
    const ids = new Set(gone.map(({ id }) => id));
    this.#queue = this.#queue.filter(({ id }) => !ids.has(id));
  }

  #add(channel: string, result: NotifyResult): void {
    const key = `${channel} ${result}`;
    this.#counts.set(key, { channel, result, count: (this.#counts.get(key)?.count ?? 0) + 1 });
  }

  #failed(channel: string, says: string): void {
    if (this.#failing.has(channel)) return;
    this.#failing.add(channel);
    const text = `Channel ${channel} does not take messages: ${says}. They are tried again for a day.`;
    this.#options.tell({ kind: 'notify-failed', text, fields: { channel, says } });
  }

  #recovered(channel: string): void {
    if (!this.#failing.delete(channel)) return;
    this.#options.tell({
      kind: 'notify-recovered',
      text: `Channel ${channel} takes messages again.`,
      fields: { channel },
    });
  }

  #giveUp(channel: string, lost: readonly Delivery[], says: string): void {
    const alerts = lost.flatMap(({ notice }) => notice.alerts);
    // That a message about lost messages was lost is told to nobody: there would be no end.
    if (alerts.every(({ key }) => key.endsWith('/notify-gave-up'))) return;
    const keys = alerts.map(({ key, state }) => `${key} ${state}`).slice(0, 20);
    const text = `${lost.length} ${lost.length === 1 ? 'message' : 'messages'} to channel ${channel} will never arrive: ${says}.`;
    this.#options.tell({ kind: 'notify-gave-up', text, fields: { channel, says, alerts: keys } });
  }
}
