import { type FileHandle, open, rm } from 'node:fs/promises';
import { makeFolder, syncFolder } from '../write-durably.ts';
import {
  GENESIS,
  type JournalEntry,
  type JournalEvent,
  OWN_KINDS,
  parseRecord,
  printRecord,
} from './record.ts';
import { readLines, type Segment, segmentAt, segmentsOf } from './segments.ts';
import { type Link, verifyJournal } from './verify-journal.ts';

export interface JournalLimits {
  /** A file is closed before it grows beyond this. */
  readonly maxBytes: number;
  /** Files that are kept, at least 2. */
  readonly files: number;
}

/** The files of a journal: one writer, who may fail at any time and try again. */
export class JournalFiles {
  readonly #dir: string;
  readonly #limits: JournalLimits;
  #last: Link = { seq: 0, hash: GENESIS };
  #segment: Segment | undefined;
  /** Bytes of the present segment that are known to be whole lines; what is behind them is cut off before a write. */
  #size = 0;
  #handle: FileHandle | undefined;

  constructor(dir: string, limits: JournalLimits) {
    this.#dir = dir;
    this.#limits = limits;
  }

  /** Number of the last event that the disk has. */
  get written(): number {
    return this.#last.seq;
  }

  /**
   * Finds the end of the chain; answers what must be told about the files.
   * @throws the file system's error when there are files that cannot be read
   */
  async load(): Promise<JournalEntry[]> {
    const segments = await orNone(segmentsOf(this.#dir));
    const newest = segments.at(-1);
    if (newest === undefined) return [];
    const known = new Set<string>();
    const { broken, last } = await verifyJournal(this.#dir, ({ kind, text }) => {
      if (kind === OWN_KINDS.broken) known.add(text);
    });
    const { torn, wholeBytes, lines } = await readLines(newest);
    this.#segment = newest;
    this.#size = wholeBytes;
    this.#last = last;
    const told: JournalEntry[] = broken.map(({ file, line, message }) => ({
      kind: OWN_KINDS.broken,
      text: `The journal was changed: ${file}:${line}: ${message}`,
      fields: { file, line },
    }));
    if (torn !== '') told.push(repaired(newest.path, lines.length + 1, torn));
    return told.filter(({ text }) => !known.has(text));
  }

  /** Appends events and waits until the disk has them. On a failure those up to `written` are there. */
  async write(events: readonly JournalEvent[]): Promise<void> {
    let text = '';
    let link = this.#last;
    for (const event of events) {
      const { line, hash } = printRecord(event, link.hash);
      const size = this.#size + Buffer.byteLength(text);
      if (
        this.#segment === undefined ||
        (size > 0 && size + Buffer.byteLength(line) > this.#limits.maxBytes)
      ) {
        await this.#append(text, link);
        text = '';
        await this.#rotate(event.seq);
      }
      text += line;
      link = { seq: event.seq, hash };
    }
    await this.#append(text, link);
  }

  /** At most `limit` events from number `from` on, as far as the disk has them. @throws the file system's error */
  async read(from: number, limit: number): Promise<JournalEvent[]> {
    const upTo = this.#last.seq;
    const segments = await orNone(segmentsOf(this.#dir));
    const found: JournalEvent[] = [];
    for (const [index, segment] of segments.entries()) {
      const next = segments[index + 1];
      if (found.length >= limit || (next !== undefined && next.first <= from)) continue;
      for (const line of (await readLines(segment)).lines) {
        const record = parseRecord(line);
        if (record === undefined || record.seq < from || record.seq > upTo) continue;
        const { seq, at, kind, text, fields } = record;
        found.push({ seq, at, kind, text, fields });
      }
    }
    return found.slice(0, limit);
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #append(text: string, link: Link): Promise<void> {
    if (text === '' || this.#segment === undefined) return;
    try {
      this.#handle ??= await this.#open(this.#segment);
      await this.#handle.appendFile(text);
      await this.#handle.datasync();
    } catch (error) {
      // What came of it is not known; the next write opens the file again and looks.
      await this.close().catch(() => undefined);
      throw error;
    }
    this.#size += Buffer.byteLength(text);
    this.#last = link;
  }

  async #open(segment: Segment): Promise<FileHandle> {
    await makeFolder(this.#dir);
    const handle = await open(segment.path, 'a', 0o600);
    try {
      const { size } = await handle.stat();
      if (size > this.#size) await handle.truncate(this.#size);
      // Somebody has shortened it: what is missing, a look at the chain will tell.
      else this.#size = size;
      await syncFolder(this.#dir);
      return handle;
    } catch (error) {
      await handle.close().catch(() => undefined);
      throw error;
    }
  }

  async #rotate(first: number): Promise<void> {
    await this.close();
    // Before the new one is there: on a full disk, that is where its room comes from.
    const segments = await orNone(segmentsOf(this.#dir));
    const many = segments.slice(0, Math.max(0, segments.length - (this.#limits.files - 1)));
    for (const { path } of many) await rm(path, { force: true });
    this.#segment = segmentAt(this.#dir, first);
    this.#size = 0;
  }
}

function repaired(file: string, line: number, torn: string): JournalEntry {
  return {
    kind: OWN_KINDS.repaired,
    text: `The last line of the journal had no end and was cut off: ${file}:${line}. Its writer was ended in the middle of it.`,
    fields: { file, line, cut: torn.slice(0, 1000) },
  };
}

/** A directory that is not there has no segments. */
async function orNone(segments: Promise<Segment[]>): Promise<Segment[]> {
  return await segments.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
}
