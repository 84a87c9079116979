import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import type { Kept } from '../../site/resolve-site.ts';
import type { Intents } from '../intents/intent.ts';
import { makeFolder, syncFolder } from '../write-durably.ts';
import { IntentsFile } from './intents-file.ts';
import { lockState } from './lock-state.ts';
import type { Acceptance, State } from './open-state.ts';
import type { Revision, WholeRevision } from './revision.ts';
import { RevisionFolders } from './revision-folders.ts';
import { cannotRead, cannotStore, changed, noRevision, notDurable } from './state-faults.ts';

/** `revisions/` and `intents.json` in one locked directory. */
export class StateDirectory implements State {
  readonly #dir: string;
  readonly #keep: number;
  readonly #folders: RevisionFolders;
  readonly #file: IntentsFile;
  #letGo: (() => void) | undefined;
  #loaded = false;
  /** Why the directory could not be read, or did not promise to keep what was written. */
  #trouble: Fault | undefined;
  /** The end of the last write: the next waits for it. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(dir: string, keep: number) {
    this.#dir = dir;
    this.#keep = keep;
    this.#folders = new RevisionFolders(join(dir, 'revisions'));
    this.#file = new IntentsFile(join(dir, 'intents.json'));
  }

  get revisions(): readonly Revision[] {
    return this.#folders.whole;
  }

  get current(): Revision | undefined {
    return this.revisions[0];
  }

  get previous(): Revision | undefined {
    return this.revisions[1];
  }

  get kept(): Kept {
    return { routerIds: this.current?.routerIds ?? {} };
  }

  get intents(): Intents {
    return this.#file.intents;
  }

  get etag(): string {
    const { number, release, site } = this.current ?? { number: 0, release: '', site: '' };
    const hash = createHash('sha256').update(JSON.stringify([number, release, site, this.intents]));
    return `"${number}-${hash.digest('hex').slice(0, 16)}"`;
  }

  get troubles(): readonly Fault[] {
    const all = [this.#trouble, this.#file.trouble, ...this.#folders.damaged];
    return all.filter((fault) => fault !== undefined);
  }

  /** @throws Fault `node/state-in-use`, `node/cannot-lock` */
  async open(): Promise<void> {
    try {
      await this.#load();
    } catch (error) {
      if (error instanceof Fault) throw error;
      this.#trouble = cannotRead(this.#dir, error);
    }
  }

  accept(acceptance: Acceptance, ifMatch?: string): Promise<Revision> {
    return this.#write(ifMatch, async () => {
      const { number = this.#folders.next, note = '', site, release, who, at, spec, files } = acceptance;
      if (number <= (this.current?.number ?? 0))
        throw changed(`Revision ${number} is there already`, this.etag);
      const routerIds = { ...this.kept.routerIds, ...acceptance.routerIds };
      const revision = await this.#folders.add({
        number,
        site,
        release,
        who,
        at,
        note,
        routerIds,
        spec,
        files,
      });
      await this.#makeDurable(join(this.#dir, 'revisions'));
      await this.#folders.prune(this.#keep);
      return revision;
    });
  }

  changeIntents(change: (now: Intents) => Intents, ifMatch?: string): Promise<Intents> {
    return this.#write(ifMatch, async () => {
      await this.#file.save(change(this.intents));
      await this.#makeDurable(this.#dir);
      return this.intents;
    });
  }

  async read(number: number): Promise<WholeRevision> {
    if (!this.revisions.some((revision) => revision.number === number)) {
      throw noRevision(number, this.revisions);
    }
    return await this.#folders.read(number);
  }

  async close(): Promise<void> {
    await this.#writing;
    this.#letGo?.();
    this.#letGo = undefined;
    this.#loaded = false;
  }

  #write<Result>(ifMatch: string | undefined, work: () => Promise<Result>): Promise<Result> {
    const result = this.#writing.then(async () => {
      try {
        if (!this.#loaded) await this.#load();
        if (ifMatch !== undefined && ifMatch !== this.etag) throw changed('Somebody was quicker', this.etag);
        return await work();
      } catch (error) {
        // Whatever is neither a fault nor the file system's answer is a bug.
        const isOfDisk = !(error instanceof Fault) && (error as NodeJS.ErrnoException).code !== undefined;
        throw isOfDisk ? cannotStore(this.#dir, error) : error;
      }
    });
    this.#writing = result.catch(() => undefined);
    return result;
  }

  async #load(): Promise<void> {
    await makeFolder(join(this.#dir, 'revisions'));
    this.#letGo ??= lockState(this.#dir);
    await this.#folders.load();
    await this.#file.load();
    this.#trouble = undefined;
    this.#loaded = true;
  }

  /** What was renamed is in force whether or not the disk promises to keep the name; when it does not, that is told. */
  async #makeDurable(folder: string): Promise<void> {
    try {
      await syncFolder(folder);
      this.#trouble = undefined;
    } catch (error) {
      this.#trouble = notDurable(this.#dir, error);
    }
  }
}
