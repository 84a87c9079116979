import { Fault } from '../base/fault.ts';
import { AcceptedFiles } from './accepted-files.ts';
import type { HaproxyReload } from './control-protocol.ts';
import type { Findings } from './findings.ts';
import type { InheritedSockets } from './inherited-sockets.ts';
import type { EngineCommands } from './launch-engines.ts';
import { ListeningSockets } from './listening-sockets.ts';
import { type ReleaseFolder, ReleaseFolders, readReleaseFolder } from './release-folder.ts';
import { areSameSockets } from './same-sockets.ts';
import { validateRelease } from './validate-release.ts';

/** A release taken into force that can still be taken back. */
export interface ReleaseChange {
  readonly former: ReleaseFolder;
  readonly now: ReleaseFolder;
  /** The running HAProxy does what the new file says, or will be told. */
  readonly keepsHaproxy: boolean;
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
  readonly #inherited: InheritedSockets;
  readonly #sockets: ListeningSockets;
  readonly #accepted = new AcceptedFiles();
  #inForce: ReleaseFolder | undefined;
  /** haproxy.cfg as the running HAProxy has it: read at its start, or told since. */
  #known: string | undefined;

  constructor(runDir: string, commands: EngineCommands, inherited: InheritedSockets) {
    this.#inherited = inherited;
    this.#sockets = new ListeningSockets(inherited);
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

  /** HAProxy is about to read the file in force, which somebody may have edited. */
  noteHaproxyStart(): void {
    this.#known = this.#folders.activeHaproxy();
  }

  /**
   * Asks the engines about a folder of the run directory; sockets that it names are bound for that only.
   * @throws Fault as `change`; in either case nothing has changed
   */
  async validate(name: string): Promise<void> {
    const folder = readReleaseFolder(this.#folders.inside(name));
    const { dir, config } = folder;
    const sockets = new ListeningSockets(this.#inherited);
    const bound = sockets.bind(config.listeners);
    try {
      await validateRelease(dir, this.#commands, sockets.descriptors(config.listeners), this.#runDir);
      this.#accepted.note(folder);
    } finally {
      sockets.close(bound);
    }
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
  async change(former: ReleaseFolder, how: HaproxyReload): Promise<ReleaseChange> {
    const added = await this.#stage(how === 'keep' ? former : undefined);
    const now = this.#folders.activate();
    this.#inForce = now;
    const known = this.#known;
    const isSame = known === now.haproxy && areSameSockets(former.config.listeners, now.config.listeners);
    const keepsHaproxy = how === 'keep' || (how === 'when-changed' && isSame);
    if (keepsHaproxy) this.#known = now.haproxy;
    return {
      former,
      now,
      keepsHaproxy,
      keep: () => this.#sockets.keepOnly(now.config.listeners),
      undo: () => {
        this.#folders.restore();
        this.#inForce = former;
        this.#known = known;
        this.#sockets.close(added);
      },
    };
  }

  /**
   * Answers the sockets that it bound; the engines have accepted the staged files.
   * @param serving whose sockets HAProxy keeps
   */
  async #stage(serving?: ReleaseFolder): Promise<string[]> {
    const staged = this.#folders.stage();
    const { listeners } = staged.config;
    if (serving !== undefined && !areSameSockets(serving.config.listeners, listeners)) throw socketsChange();
    const added = this.#sockets.bind(listeners);
    try {
      const descriptors = this.#sockets.descriptors(listeners);
      if (!this.#accepted.has(staged))
        await validateRelease(staged.dir, this.#commands, descriptors, this.#runDir);
    } catch (error) {
      this.#sockets.close(added);
      throw error;
    }
    return added;
  }
}

function socketsChange(): Fault {
  return new Fault(
    'foundation/sockets-change',
    'The new release has other listening sockets, and a HAProxy that runs cannot be given any.',
    'Reload without "haproxy":"keep"; no connection is lost.',
  );
}
