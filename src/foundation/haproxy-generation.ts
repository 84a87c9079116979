import { statSync } from 'node:fs';
import { Generation } from './generation.ts';
import type { GuestProcess } from './guest-process.ts';
import { HaproxyCli, parseCurrentConnections } from './haproxy-cli.ts';
import { stopAccepting } from './stop-accepting.ts';

const OPEN_TIMEOUT_MS = 1_000;

/** One HAProxy process with the CLI connection that stays open as long as it lives. */
export class HaproxyGeneration extends Generation {
  readonly #socketPath: string;
  /** The path still leads to the former process, which may hang and never answer, until the new one has renamed its own socket onto it. */
  readonly #formerSocket: number | undefined;
  readonly #sockets: () => ReadonlySet<number>;
  #cli: HaproxyCli | undefined;

  /**
   * @param launch starts the process, or answers one that runs already
   * @param sockets inodes of those that are held now
   */
  constructor(launch: () => GuestProcess, socketPath: string, sockets: () => ReadonlySet<number>) {
    const formerSocket = inodeOf(socketPath);
    super(launch());
    this.#socketPath = socketPath;
    this.#sockets = sockets;
    this.#formerSocket = formerSocket;
  }

  async greet(): Promise<void> {
    await this.openCli();
  }

  async serves(): Promise<boolean> {
    return inodeOf(this.#socketPath) !== this.#formerSocket && (await this.openCli());
  }

  /** Connects, provided that this very process listens on the path. */
  async openCli(): Promise<boolean> {
    const cli = await HaproxyCli.open(this.#socketPath, this.pid, OPEN_TIMEOUT_MS);
    if (cli === undefined) return false;
    this.#cli = cli;
    this.startSilence();
    return true;
  }

  async ask(line: string): Promise<string | undefined> {
    return await this.#cli?.ask(line);
  }

  /** A long answer as it comes; false = it does not answer. */
  async stream(line: string, take: (text: string) => void): Promise<boolean> {
    return (await this.#cli?.stream(line, take)) ?? false;
  }

  get reachable(): boolean {
    return this.#cli !== undefined && !this.#cli.closed;
  }

  stopSoftly(): void {
    this.process.signal('SIGUSR1');
  }

  killSilent(): void {
    this.kill();
  }

  kill(): void {
    this.process.signal('SIGKILL');
  }

  leavesOthers(): boolean {
    return false;
  }

  async look(): Promise<void> {
    this.sessions = parseCurrentConnections(await this.ask('show info'));
    if (this.sessions === 0 && this.retired) this.hangUp();
  }

  hangUp(): void {
    this.#cli?.close();
  }

  protected async ping(): Promise<boolean> {
    if (this.#cli !== undefined && !this.#cli.closed) {
      if ((await this.#cli.ask('show version')) !== undefined) return true;
    }
    return await this.openCli();
  }

  protected async stopAccepting(): Promise<void> {
    await stopAccepting(this, this.#sockets);
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
