import { Fault } from '../base/fault.ts';
import type { Findings } from './findings.ts';
import type { EngineCommands } from './launch-engines.ts';
import { ListeningSockets } from './listening-sockets.ts';
import { type ReleaseFolder, ReleaseFolders } from './release-folder.ts';
import { validateRelease } from './validate-release.ts';

/** A release taken into force that can still be taken back. */
export interface ReleaseChange {
  readonly former: ReleaseFolder;
  readonly now: ReleaseFolder;
  /** The new guests serve: gives up the sockets that the new release does not name. */
  keep(): void;
  /** The former release and its sockets are in force again. */
  undo(): void;
}

/** The release in force and its bound sockets: either wholly the new one or wholly the former. */
export class Releases {
  readonly #folders: ReleaseFolders;
  readonly #runDir: string;
  readonly #commands: EngineCommands;
  readonly #sockets = new ListeningSockets();
  #inForce: ReleaseFolder | undefined;

  constructor(runDir: string, commands: EngineCommands) {
    this.#folders = new ReleaseFolders(runDir);
    this.#runDir = runDir;
    this.#commands = commands;
  }

  get inForce(): ReleaseFolder | undefined {
    return this.#inForce;
  }

  /** Descriptors of the release in force, in the order in which HAProxy inherits them. */
  get descriptors(): number[] {
    return this.#sockets.descriptors(this.#inForce?.config.listeners ?? []);
  }

  get inodes(): Set<number> {
    return this.#sockets.inodes();
  }

  /** What is wanted, when the engines accept it; else what was in force; else nothing. Findings say why. */
  async takeFirst(findings: Findings): Promise<ReleaseFolder | undefined> {
    const active = findings.attempt(() => this.#folders.recover());
    let first = active;
    try {
      if (active === undefined || !this.#folders.isCurrent()) {
        await this.#stage();
        first = this.#folders.activate();
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const consequence =
        active === undefined ? 'Nothing is in force on this node.' : 'The former release stays in force.';
      findings.add(error, consequence);
    }
    if (first === undefined) return undefined;
    const { listeners } = first.config;
    if (findings.attempt(() => this.#sockets.bind(listeners)) === undefined) return undefined;
    this.#sockets.keepOnly(listeners);
    this.#inForce = first;
    return first;
  }

  /**
   * Takes the wanted release into force.
   * @throws Fault when a file cannot be read, a socket not be bound, or an engine refuses it; then nothing has changed
   */
  async change(former: ReleaseFolder): Promise<ReleaseChange> {
    const added = await this.#stage();
    const now = this.#folders.activate();
    this.#inForce = now;
    return {
      former,
      now,
      keep: () => this.#sockets.keepOnly(now.config.listeners),
      undo: () => {
        this.#folders.restore();
        this.#inForce = former;
        this.#sockets.close(added);
      },
    };
  }

  /** Answers the sockets that it bound; the engines have accepted the staged files. */
  async #stage(): Promise<string[]> {
    const staged = this.#folders.stage();
    const { listeners } = staged.config;
    const added = this.#sockets.bind(listeners);
    try {
      const descriptors = this.#sockets.descriptors(listeners);
      await validateRelease(staged.dir, this.#commands, descriptors, this.#runDir);
    } catch (error) {
      this.#sockets.close(added);
      throw error;
    }
    return added;
  }
}
