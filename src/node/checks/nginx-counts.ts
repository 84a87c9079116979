import { type FileHandle, open } from 'node:fs/promises';
import type { ServerCounts } from '../../engines/haproxy/server-facts.ts';
import { readCountedLine } from '../../engines/nginx/counted-line.ts';
import { CountTable } from './count-table.ts';

const LOOK_MS = 1_000;
/** What is read at once; a file that ran far ahead, while no daemon was there, is read from its end. */
const MOST_BYTES = 4 * 1_048_576;
/** The file is emptied where this much of it has been read; without a daemon the foundation does it. */
const EMPTY_AT_BYTES = 262_144;

/**
 * Reads what nginx writes of its requests and sessions, counts it by server, and empties the file. Nobody waits for it: a daemon
 * that is slow or dead costs nothing but the counts.
 */
export class NginxCounts {
  readonly #path: string;
  readonly #isNeeded: () => boolean;
  readonly #table = new CountTable();
  /** undefined = there was nothing to read the last time. */
  #from: number | undefined;
  #rest = '';
  #lookedMs = performance.now();
  #isLooking = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(path: string, isNeeded: () => boolean) {
    this.#path = path;
    this.#isNeeded = isNeeded;
  }

  start(): void {
    this.#timer ??= setInterval(() => void this.look(), LOOK_MS);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** undefined = nginx writes nothing that could be counted. */
  of(pool: string, address: string): ServerCounts | undefined {
    return this.#from === undefined ? undefined : this.#table.of(pool, address);
  }

  /** Reads what is new. Never rejects. */
  async look(): Promise<void> {
    if (this.#isLooking || !this.#isNeeded()) return;
    this.#isLooking = true;
    let file: FileHandle | undefined;
    try {
      file = await open(this.#path, 'r+');
      await this.#read(file);
    } catch {
      // It is not there, or not ours: nothing is counted, and that is said.
      this.#from = undefined;
    } finally {
      await file?.close().catch(() => undefined);
      this.#isLooking = false;
    }
    const now = performance.now();
    this.#table.endLook(now - this.#lookedMs);
    this.#lookedMs = now;
  }

  async #read(file: FileHandle): Promise<void> {
    const { size } = await file.stat();
    // What a daemon before this one left is not of now.
    let from = this.#from ?? size;
    if (size < from || size - from > MOST_BYTES) {
      this.#rest = '';
      from = size < from ? 0 : size;
    }
    if (size > from) {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(size - from), 0, size - from, from);
      from += bytesRead;
      this.#note(buffer.toString('latin1', 0, bytesRead));
    }
    this.#from = from;
    if (from < EMPTY_AT_BYTES || (await file.stat()).size !== from) return;
    // nginx appends: it goes on at the beginning.
    await file.truncate(0);
    this.#from = 0;
  }

  #note(text: string): void {
    const lines = (this.#rest + text).split('\n');
    const rest = lines.pop() ?? '';
    // A line without an end is no line of nginx's.
    this.#rest = rest.length > 65_536 ? '' : rest;
    for (const line of lines) {
      const counted = readCountedLine(line);
      if (counted !== undefined) this.#table.note(counted);
    }
  }
}
