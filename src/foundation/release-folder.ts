import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Fault } from '../base/fault.ts';
import { type FoundationConfig, RUN_FILES } from '../release/foundation-config.ts';
import type { Engine } from '../site/site.ts';
import { ENGINE_FILES } from './launch-engines.ts';

/** Which of the engines' files a release has depends on what its services need. */
export const CONFIG_FILES = ['foundation.json', 'haproxy.cfg', 'nginx.conf', 'keepalived.conf'] as const;

/** A folder with the files of one node's release. */
export interface ReleaseFolder {
  readonly dir: string;
  readonly config: FoundationConfig;
  /** haproxy.cfg's text; undefined where no service needs HAProxy. */
  readonly haproxy: string | undefined;
  /** nginx.conf's text; undefined where no service needs nginx. */
  readonly nginx: string | undefined;
  /** keepalived.conf's text: only a change of it needs a SIGHUP. */
  readonly keepalived: string;
}

/**
 * Reads a folder.
 * @throws Fault `foundation/release-unreadable` when a file is missing or foundation.json is not ours.
 */
export function readReleaseFolder(dir: string): ReleaseFolder {
  try {
    const read = (name: (typeof CONFIG_FILES)[number]) => readFileSync(join(dir, name), 'utf8');
    const config = JSON.parse(read('foundation.json')) as FoundationConfig;
    if (config.version !== 1 || !Array.isArray(config.listeners) || !Array.isArray(config.vips)) {
      throw new Error('foundation.json is not of version 1');
    }
    return {
      dir,
      config: { ...config, listeners: config.listeners.map(ofToday) },
      haproxy: config.haproxy === undefined ? undefined : read('haproxy.cfg'),
      nginx: config.nginx === undefined ? undefined : read('nginx.conf'),
      keepalived: read('keepalived.conf'),
    };
  } catch (error) {
    throw unreadable(dir, error instanceof Error ? error.message : String(error), error);
  }
}

/** A Holdfast that knew no nginx wrote neither engine nor protocol. */
function ofToday(listener: FoundationConfig['listeners'][number]): FoundationConfig['listeners'][number] {
  return { ...listener, engine: listener.engine ?? 'haproxy', protocol: listener.protocol ?? 'tcp' };
}

function unreadable(dir: string, words: string, cause?: unknown): Fault {
  return new Fault(
    'foundation/release-unreadable',
    `The release in ${dir} cannot be read: ${words}.`,
    'Write the release again (holdfast render, or lab up); a corrupt file is never taken into force.',
    words,
    cause,
  );
}

/** The three places a release goes through: wanted → staged (validated there) → active; the former active one is kept. */
export class ReleaseFolders {
  readonly #runDir: string;
  readonly wanted: string;
  readonly staged: string;
  readonly active: string;
  readonly former: string;

  constructor(runDir: string) {
    this.#runDir = resolve(runDir);
    this.wanted = join(runDir, RUN_FILES.wanted);
    this.staged = join(runDir, 'staged');
    this.active = join(runDir, RUN_FILES.active);
    this.former = join(runDir, 'former');
  }

  /** A folder of the run directory by its name. @throws Fault `foundation/release-unreadable` for anything else */
  inside(name: string): string {
    const dir = join(this.#runDir, name);
    const isFolder =
      dirname(dir) === this.#runDir && lstatSync(dir, { throwIfNoEntry: false })?.isDirectory();
    if (isFolder === true) return dir;
    throw unreadable(JSON.stringify(name), 'it is not a folder of the run directory');
  }

  stage(): ReleaseFolder {
    readReleaseFolder(this.wanted);
    try {
      storing(() => {
        this.#unstage();
        mkdirSync(this.staged, { mode: 0o700 });
        for (const name of CONFIG_FILES) {
          const from = join(this.wanted, name);
          if (existsSync(from)) cpSync(from, join(this.staged, name));
        }
      });
    } catch (error) {
      // On a full disk the room is somebody else's now.
      this.#unstage();
      throw error;
    }
    return readReleaseFolder(this.staged);
  }

  #unstage(): void {
    rmSync(this.staged, { recursive: true, force: true });
  }

  /** Staged becomes active. Two renames; `recover` mends a crash between them. */
  activate(): ReleaseFolder {
    storing(() => {
      rmSync(this.former, { recursive: true, force: true });
      if (existsSync(this.active)) renameSync(this.active, this.former);
      renameSync(this.staged, this.active);
    });
    return readReleaseFolder(this.active);
  }

  /** The former release is in force again. */
  restore(): void {
    if (!existsSync(this.former)) return;
    rmSync(this.active, { recursive: true, force: true });
    renameSync(this.former, this.active);
  }

  /** What is in force, if anything ever was. */
  recover(): ReleaseFolder | undefined {
    if (!existsSync(this.active) && existsSync(this.former)) renameSync(this.former, this.active);
    return existsSync(this.active) ? readReleaseFolder(this.active) : undefined;
  }

  /** An engine's file in force as it stands on the disk now; undefined when it cannot be read. */
  activeText(engine: Engine): string | undefined {
    return textOf(join(this.active, ENGINE_FILES[engine]))?.toString('utf8');
  }

  /** True when what is wanted is in force already. */
  isCurrent(): boolean {
    return CONFIG_FILES.every((name) => sameBytes(join(this.wanted, name), join(this.active, name)));
  }
}

/** @throws Fault `foundation/cannot-store` for whatever the file system answers */
function storing(work: () => void): void {
  try {
    work();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Fault(
      'foundation/cannot-store',
      `The new release cannot be kept in the run directory: ${words}.`,
      'Make room on that disk, or make it writable again; what was in force before stays.',
      words,
      error,
    );
  }
}

/** Both missing are the same, too: no service needs that engine. */
function sameBytes(one: string, other: string): boolean {
  const [first, second] = [textOf(one), textOf(other)];
  return first === undefined ? second === undefined : second?.equals(first) === true;
}

function textOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
