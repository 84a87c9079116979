import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { type BoundHandle, createServerHandle } from './server-handle.ts';

const ANSWER_MS = 1_000;

interface StatusPaths {
  /** Where nginx.conf says that it listens, and where whoever asks finds the one that serves. */
  readonly said: string;
  /** The same socket, for us: nginx removes the file that its configuration names when it ends after its parent. */
  readonly ours: string;
  /** That of one which is starting. */
  readonly next: string;
}

/**
 * nginx's status socket, a new one for each nginx process. nginx cannot take over a unix socket's path while another
 * nginx has it; so we bind it and let it be inherited, as every other socket, and the path leads to whoever serves.
 */
export class StatusSocket {
  readonly #paths: StatusPaths;
  /** undefined = the disk is full: nginx starts without it and binds by itself where it can. */
  #handle: BoundHandle | undefined;
  #serves = false;

  private constructor(paths: StatusPaths, handle: BoundHandle | undefined) {
    this.#paths = paths;
    this.#handle = handle;
  }

  static bind(said: string): StatusSocket {
    const paths = { said, ours: `${said}.ours`, next: `${said}.next` };
    rmSync(paths.next, { force: true });
    // nginx knows an inherited socket by the name that it was bound to.
    rmSync(said, { force: true });
    try {
      const handle = createServerHandle(said, -1, -1);
      if (typeof handle === 'number') return new StatusSocket(paths, undefined);
      renameSync(said, paths.next);
      return new StatusSocket(paths, handle);
    } finally {
      linkOurs(paths);
    }
  }

  /** What the nginx inherits beside the site's sockets. */
  get descriptors(): readonly number[] {
    return this.#handle === undefined ? [] : [this.#handle.fd];
  }

  /** The nginx that inherited it answers. */
  async answers(): Promise<boolean> {
    return await answersOn(this.#serves ? this.#paths.ours : this.#paths.next);
  }

  /** The nginx that inherited it serves, or never will: our own descriptor of it is closed. */
  settle(serves: boolean): void {
    if (serves) renameSync(this.#paths.next, this.#paths.ours);
    this.#serves = serves;
    // libuv removes the file that a closed pipe was bound to.
    this.#handle?.close();
    this.#handle = undefined;
    rmSync(this.#paths.said, { force: true });
    linkOurs(this.#paths);
  }

  /** An nginx of a foundation that was killed has taken the file with it. */
  mend(): void {
    if (this.#serves && !existsSync(this.#paths.said)) linkOurs(this.#paths);
  }
}

function linkOurs({ said, ours }: StatusPaths): void {
  try {
    linkSync(ours, said);
  } catch {
    // There is none that serves, or the disk is full: who asks hears that nobody listens.
  }
}

function answersOn(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/', agent: false, timeout: ANSWER_MS }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode === 200));
      response.on('error', () => resolve(false));
    });
    asked.on('timeout', () => asked.destroy());
    asked.on('error', () => resolve(false));
    asked.on('close', () => resolve(false));
    asked.end();
  });
}
