import { dirname } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { diskWords } from '../disk-words.ts';
import { writeNotices } from './notice-file.ts';

const RETRY_MS = 5_000;

/** Keeps the newest text in a file, one writing at a time. A disk that fails is tried again, and costs nothing else. */
export class NoticeStore {
  readonly #path: string;
  readonly #print: () => string;
  #written = '';
  #writing: Promise<void> | undefined;
  #isWanted = false;
  #retry: NodeJS.Timeout | undefined;
  #isClosed = false;
  #trouble: Fault | undefined;

  /** `print` answers what is to be kept at that moment. */
  constructor(path: string, print: () => string) {
    this.#path = path;
    this.#print = print;
  }

  get trouble(): Fault | undefined {
    return this.#trouble;
  }

  /** Resolves when what there was at the call is on the disk, or the disk has refused it. */
  async keep(): Promise<void> {
    this.#isWanted = true;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  fail(error: unknown): void {
    this.#trouble = new Fault(
      'node/cannot-keep-notices',
      `Messages on their way cannot be kept in ${this.#path}: ${diskWords(error)}. They are sent from memory, and a restart would lose them.`,
      `Make room on that disk, or make it writable again: df -h ${dirname(dirname(this.#path))}.`,
      (error as Error).message,
      error,
    );
  }

  async close(): Promise<void> {
    await this.keep();
    this.#isClosed = true;
    clearTimeout(this.#retry);
  }

  async #write(): Promise<void> {
    while (this.#isWanted && !this.#isClosed) {
      this.#isWanted = false;
      const text = this.#print();
      if (text === this.#written && this.#trouble === undefined) continue;
      try {
        await writeNotices(this.#path, text);
        this.#written = text;
        this.#trouble = undefined;
      } catch (error) {
        this.fail(error);
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => void this.keep(), RETRY_MS).unref();
      }
    }
  }
}
