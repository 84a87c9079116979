import { EventEmitter, once } from 'node:events';
import { Fault } from '../../base/fault.ts';
import { diskWords } from '../disk-words.ts';
import { JournalFiles } from './journal-files.ts';
import type { Journal, JournalOptions } from './open-journal.ts';
import { eventOf, type JournalEntry, type JournalEvent, OWN_KINDS } from './record.ts';

/** Events that a follower is given in one look. */
const AT_ONCE = 256;

/** Events go into memory at once, and from there to the disk, in their order, by one writer. */
export class RunningJournal implements Journal {
  readonly #dir: string;
  readonly #options: Required<JournalOptions>;
  readonly #files: JournalFiles;
  readonly #appended = new EventEmitter();
  /** The last events, written or not. */
  #recent: JournalEvent[] = [];
  #last = 0;
  #loaded = false;
  #closed = false;
  #writing: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #trouble: { readonly fault: Fault; readonly since: number } | undefined;

  constructor(dir: string, options: Required<JournalOptions>) {
    this.#dir = dir;
    this.#options = options;
    this.#files = new JournalFiles(dir, options);
    this.#appended.setMaxListeners(0);
  }

  get last(): number {
    return this.#last;
  }

  get trouble(): Fault | undefined {
    return this.#trouble?.fault;
  }

  async open(): Promise<void> {
    await this.flush();
  }

  append(entry: JournalEntry): JournalEvent {
    const event = eventOf(entry, this.#last + 1, this.#options.now());
    this.#last = event.seq;
    this.#recent.push(event);
    if (this.#recent.length > this.#options.memory) this.#recent.shift();
    this.#appended.emit('event');
    // While the disk fails, the timer decides when it is tried again.
    if (this.#retry === undefined) this.#startWriting();
    return event;
  }

  async read(from: number, limit: number): Promise<readonly JournalEvent[]> {
    if (from > this.#last) return [];
    const recent = this.#recent.filter(({ seq }) => seq >= from);
    if ((recent[0]?.seq ?? Infinity) <= Math.max(1, from)) return recent.slice(0, limit);
    const older = await this.#files.read(from, limit).catch(() => []);
    const end = older.at(-1)?.seq ?? 0;
    return [...older, ...recent.filter(({ seq }) => seq > end)].slice(0, limit);
  }

  async *follow(from = this.#last + 1, signal?: AbortSignal): AsyncGenerator<JournalEvent> {
    let next = from;
    const stopped = () => this.#closed || signal?.aborted === true;
    while (!stopped()) {
      const events = await this.read(next, AT_ONCE);
      for (const event of events) {
        if (stopped()) return;
        next = event.seq + 1;
        yield event;
      }
      if (this.#last < next && !stopped()) {
        await once(this.#appended, 'event', { ...(signal && { signal }) }).catch(() => undefined);
      }
    }
  }

  async flush(): Promise<boolean> {
    this.#startWriting();
    await this.#writing;
    return this.#loaded && this.#files.written === this.#last;
  }

  async close(): Promise<void> {
    await this.flush();
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#appended.emit('event');
    await this.#files.close().catch(() => undefined);
  }

  #startWriting(): void {
    if (this.#closed) return;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
  }

  async #write(): Promise<void> {
    try {
      if (!this.#loaded) await this.#load();
      while (this.#files.written < this.#last) {
        await this.#files.write(this.#unwritten());
        if (this.#trouble !== undefined) this.#tellEnd(this.#trouble);
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  async #load(): Promise<void> {
    const told = await this.#files.load();
    // Numbers that were given before the files could be read begin behind those that are in them.
    const { written } = this.#files;
    this.#recent = this.#recent.map((event) => ({ ...event, seq: event.seq + written }));
    this.#last += written;
    this.#loaded = true;
    for (const entry of told) this.append(entry);
  }

  /** What the disk does not have, with a mark in the place of what memory has no more. */
  #unwritten(): JournalEvent[] {
    const { written } = this.#files;
    const waiting = this.#recent.filter(({ seq }) => seq > written);
    const first = waiting[0]?.seq ?? written + 1;
    const lost = first - written - 1;
    if (lost === 0) return waiting;
    const text = `${lost} events were lost: the disk did not take them in time, and memory had no room for more.`;
    const mark = { kind: OWN_KINDS.lost, text, fields: { lost } };
    return [eventOf(mark, first - 1, this.#options.now()), ...waiting];
  }

  #fail(error: unknown): void {
    if (this.#trouble === undefined) {
      const fault = cannotWrite(this.#dir, error);
      this.#trouble = { fault, since: this.#options.now() };
      this.#options.onTrouble(fault);
    }
    if (this.#closed) return;
    this.#retry = setTimeout(() => this.#startWriting(), this.#options.retryMs).unref();
  }

  #tellEnd({ fault, since }: { fault: Fault; since: number }): void {
    this.#trouble = undefined;
    const seconds = Math.round((this.#options.now() - since) / 1_000);
    this.append({
      kind: OWN_KINDS.resumed,
      text: `The journal is written again, after ${seconds} s in which it was not.`,
      fields: { seconds, reason: fault.message },
    });
  }
}

function cannotWrite(dir: string, error: unknown): Fault {
  return new Fault(
    'node/journal-not-written',
    `Events cannot be written to the journal in ${dir}: ${diskWords(error)}. They are kept in memory; traffic goes on.`,
    `Make room on that disk, or make it writable again: df -h ${dir}. Events are written as soon as it works.`,
    (error as Error).message,
    error,
  );
}
