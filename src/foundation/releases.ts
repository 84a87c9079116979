import { Fault } from '../base/fault.ts';
import type { Listener } from '../site/listeners.ts';
import type { Engine } from '../site/site.ts';
import { AcceptedFiles } from './accepted-files.ts';
import type { EngineReloads } from './control-protocol.ts';
import { attempt, type FoundFault } from './findings.ts';
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
  /** The running process of an engine does what the new file says, or will be told. */
  readonly keeps: Readonly<Record<Engine, boolean>>;
  /** The new guests serve: gives up the sockets that the new release does not name. */
  keep(): void;
  /** The former release and its sockets are in force again. */
  undo(): void;
}

/** What a start finds; `release` is undefined when nothing can be in force. */
export interface FirstRelease {
  readonly release: ReleaseFolder | undefined;
  readonly found: readonly FoundFault[];
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
  /** An engine's file as the running process has it: read at its start, or told since. */
  #known: Partial<Readonly<Record<Engine, string | undefined>>> = {};

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

  /** Descriptors of the release in force, in the order in which the engine inherits them. */
  descriptors(engine: Engine): number[] {
    return this.#sockets.descriptors(listenersOf(this.#inForce, engine));
  }

  get inodes(): Set<number> {
    return this.#sockets.inodes();
  }

  /** An engine is about to read its file in force, which somebody may have edited. */
  noteStart(engine: Engine): void {
    this.#known = { ...this.#known, [engine]: this.#folders.activeText(engine) };
  }

  /**
   * Asks the engines about a folder of the run directory; sockets that it names are bound for that only.
   * @throws Fault as `change`; in either case nothing has changed
   */
  async validate(name: string): Promise<void> {
    const folder = readReleaseFolder(this.#folders.inside(name));
    const sockets = new ListeningSockets(this.#inherited);
    // A second socket for the same datagrams would get a share of them. nginx finds out by itself what it cannot bind.
    const asked = listenersOf(folder, 'haproxy');
    const bound = sockets.bind(asked);
    try {
      const descriptors = { haproxy: sockets.descriptors(asked), nginx: [] };
      await validateRelease(folder, this.#commands, descriptors, this.#runDir);
      this.#accepted.note(folder);
    } finally {
      sockets.close(bound);
    }
  }

  /** What is wanted, when the engines accept it; else what was in force; else nothing. What was found says why. */
  async takeFirst(): Promise<FirstRelease> {
    const found: FoundFault[] = [];
    const active = attempt(found, () => this.#folders.recover());
    let first = active;
    try {
      if (active === undefined || !this.#folders.isCurrent()) {
        await this.#stage();
        first = this.#folders.activate();
        // Whatever was in its place, nobody misses it.
        found.length = 0;
      }
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const consequence =
        active === undefined ? 'Nothing is in force on this node.' : 'The former release stays in force.';
      found.push({ fault: error, consequence });
    }
    if (first === undefined) return { release: undefined, found };
    const { listeners } = first.config;
    if (attempt(found, () => this.#sockets.bind(listeners)) === undefined)
      return { release: undefined, found };
    this.#sockets.keepOnly(listeners);
    this.#inForce = first;
    return { release: first, found };
  }

  /**
   * Takes the wanted release into force.
   * @throws Fault when a file cannot be read, a socket not be bound, or an engine refuses it; then nothing has changed
   */
  async change(former: ReleaseFolder, how: EngineReloads): Promise<ReleaseChange> {
    const added = await this.#stage(how.haproxy === 'keep' ? former : undefined);
    const now = this.#folders.activate();
    this.#inForce = now;
    const known = this.#known;
    const isSame = (engine: Engine): boolean =>
      known[engine] === now[engine] && areSameSockets(listenersOf(former, engine), listenersOf(now, engine));
    const keeps = {
      haproxy: how.haproxy === 'keep' || (how.haproxy === 'when-changed' && isSame('haproxy')),
      nginx: how.nginx === 'when-changed' && isSame('nginx'),
    };
    if (keeps.haproxy) this.#known = { ...known, haproxy: now.haproxy };
    return {
      former,
      now,
      keeps,
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
    const isSame = areSameSockets(listenersOf(serving, 'haproxy'), listenersOf(staged, 'haproxy'));
    if (serving !== undefined && !isSame) throw socketsChange();
    const added = this.#sockets.bind(listeners);
    try {
      const descriptors = {
        haproxy: this.#sockets.descriptors(listenersOf(staged, 'haproxy')),
        nginx: this.#sockets.descriptors(listenersOf(staged, 'nginx')),
      };
      if (!this.#accepted.has(staged))
        await validateRelease(staged, this.#commands, descriptors, this.#runDir);
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

function listenersOf(release: ReleaseFolder | undefined, engine: Engine): readonly Listener[] {
  return (release?.config.listeners ?? []).filter((listener) => listener.engine === engine);
}
