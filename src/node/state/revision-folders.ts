import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../../base/fault.ts';
import type { Revision, WholeRevision } from './revision.ts';
import { readRevision, writeRevision } from './revision-folder.ts';
import { damaged } from './state-faults.ts';

/**
 * `NNNNNN/` each. The rename that gives a folder its number is the one step that accepts a revision. Names that begin
 * with a dot are on their way in or out, and count for nothing.
 */
export class RevisionFolders {
  readonly #dir: string;
  readonly #damaged = new Map<number, Fault>();
  #whole: readonly Revision[] = [];

  constructor(dir: string) {
    this.#dir = dir;
  }

  /** Newest first. */
  get whole(): readonly Revision[] {
    return this.#whole;
  }

  get damaged(): readonly Fault[] {
    return [...this.#damaged.values()];
  }

  /** Reads and checks all of them. @throws the file system's error when the directory itself cannot be read */
  async load(): Promise<void> {
    const numbers = await this.#numbers();
    this.#whole = [];
    this.#damaged.clear();
    for (const number of numbers) {
      try {
        const { spec: _, files: __, ...head } = await readRevision(this.#folder(number));
        if (head.number !== number) throw new Error(`it says that it is revision ${head.number}`);
        this.#whole = [head, ...this.#whole];
      } catch (error) {
        this.#damaged.set(number, damaged(number, this.#folder(number), error));
      }
    }
    await this.#tidy();
  }

  /** The number for the next one: no damaged one's either. */
  get next(): number {
    return Math.max(0, this.#whole[0]?.number ?? 0, ...this.#damaged.keys()) + 1;
  }

  /** Its number must be greater than the newest whole one's. On a failure nothing has changed. */
  async add(revision: WholeRevision): Promise<Revision> {
    const { spec: _, files: __, ...head } = revision;
    const fresh = this.#folder(`.new-${head.number}`);
    try {
      await rm(fresh, { recursive: true, force: true });
      await writeRevision(fresh, revision);
      // A damaged one gives way to the whole one that a peer has.
      if (this.#damaged.has(head.number)) await this.#putAside(head.number);
      await rename(fresh, this.#folder(head.number));
    } catch (error) {
      await rm(fresh, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
    this.#damaged.delete(head.number);
    this.#whole = [head, ...this.#whole];
    return head;
  }

  /** Keeps the newest `count`. What cannot be removed now is removed another time. */
  async prune(count: number): Promise<void> {
    const oldest = this.#whole.slice(0, count).at(-1)?.number ?? 0;
    try {
      for (const number of await this.#numbers()) {
        if (number >= oldest) continue;
        await this.#putAside(number);
        this.#damaged.delete(number);
        this.#whole = this.#whole.filter((revision) => revision.number !== number);
      }
    } catch {
      // They are more than asked for, and whole.
    }
    await this.#tidy();
  }

  /** @throws Fault `node/revision-damaged` */
  async read(number: number): Promise<WholeRevision> {
    return await readRevision(this.#folder(number)).catch((error: unknown) => {
      throw damaged(number, this.#folder(number), error);
    });
  }

  /** By rename, so that a crash while it is removed leaves no half revision under its number. */
  async #putAside(number: number): Promise<void> {
    const old = this.#folder(`.old-${number}`);
    await rm(old, { recursive: true, force: true });
    await rename(this.#folder(number), old);
  }

  async #tidy(): Promise<void> {
    try {
      for (const name of await readdir(this.#dir)) {
        if (name.startsWith('.')) await rm(this.#folder(name), { recursive: true, force: true });
      }
    } catch {
      // They cost room, nothing else.
    }
  }

  async #numbers(): Promise<number[]> {
    const names = await readdir(this.#dir);
    const numbers = names.filter((name) => /^\d{6,}$/.test(name)).map(Number);
    return numbers.sort((left, right) => left - right);
  }

  #folder(name: number | string): string {
    return join(this.#dir, String(name).padStart(6, '0'));
  }
}
