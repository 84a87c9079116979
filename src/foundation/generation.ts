import { statSync } from 'node:fs';
import type { GuestProcess } from './guest-process.ts';
import { HaproxyCli } from './haproxy-cli.ts';
import { growSilence, type Silence, startSilence } from './silence.ts';

/** How often a starting process is asked whether it serves. */
const READY_POLL_MS = 5;
/** Loading thousands of certificates takes a while; longer than this is a failure. */
const READY_DEADLINE_MS = 30_000;
const OPEN_TIMEOUT_MS = 1_000;

/**
 * One HAProxy process with the CLI connection that stays open as long as it lives. Several live side by side on the
 * same listening sockets: one serves, older ones end their sessions.
 */
export class Generation {
  readonly process: GuestProcess;
  readonly #socketPath: string;
  /** The path still leads to the former process, which may hang and never answer, until the new one has renamed its own socket onto it. */
  readonly #formerSocket: number | undefined;
  #cli: HaproxyCli | undefined;
  #ended = false;
  #asked = false;
  #answered = true;
  #silence: Silence = startSilence(performance.now());
  /** It has been told to stop when its last session ends. */
  retired = false;
  /** Client connections as last counted; undefined = not known. */
  sessions: number | undefined;

  /** @param launch starts the process, or answers one that runs already */
  constructor(launch: () => GuestProcess, socketPath: string) {
    this.#socketPath = socketPath;
    this.#formerSocket = inodeOf(socketPath);
    this.process = launch();
  }

  get pid(): number {
    return this.process.pid;
  }

  get silentMs(): number {
    return this.#silence.ms;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** True as soon as the process answers on its own socket: it then accepts connections. False when it ended first. */
  async becomesReady(): Promise<boolean> {
    const deadline = performance.now() + READY_DEADLINE_MS;
    while (!this.#ended && performance.now() < deadline) {
      if (inodeOf(this.#socketPath) !== this.#formerSocket && (await this.openCli())) return true;
      await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
    }
    return false;
  }

  /** Connects, provided that this very process listens on the path. */
  async openCli(): Promise<boolean> {
    const cli = await HaproxyCli.open(this.#socketPath, this.pid, OPEN_TIMEOUT_MS);
    if (cli === undefined) return false;
    this.#cli = cli;
    this.#silence = startSilence(performance.now());
    return true;
  }

  markEnded(): void {
    this.#ended = true;
    this.#cli?.close();
  }

  /** One beat of the probe: judges the time since the last one and asks again. */
  probe(intervalMs: number): void {
    this.#silence = growSilence(this.#silence, performance.now(), intervalMs, this.#answered);
    if (this.#asked) return;
    this.#asked = true;
    this.#answered = false;
    void this.#ping().then((answered) => {
      this.#asked = false;
      this.#answered = answered;
    });
  }

  async ask(line: string): Promise<string | undefined> {
    return await this.#cli?.ask(line);
  }

  /** A long answer as it comes; false = it does not answer. */
  async stream(line: string, take: (text: string) => void): Promise<boolean> {
    return (await this.#cli?.stream(line, take)) ?? false;
  }

  /** An old process ends by itself once nothing is connected to it any more, our own connection included. */
  hangUp(): void {
    this.#cli?.close();
  }

  get reachable(): boolean {
    return this.#cli !== undefined && !this.#cli.closed;
  }

  async #ping(): Promise<boolean> {
    if (this.#cli !== undefined && !this.#cli.closed) {
      if ((await this.#cli.ask('show version')) !== undefined) return true;
    }
    return await this.openCli();
  }
}

function inodeOf(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}
