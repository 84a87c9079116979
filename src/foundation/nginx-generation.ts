import { Generation } from './generation.ts';
import type { GuestProcess } from './guest-process.ts';
import { identifyProcess, type ProcessIdentity, signalProcess } from './process-identity.ts';
import { feelPulse } from './pulse.ts';
import { childrenOf, processesOfSession } from './session-processes.ts';
import type { StatusSocket } from './status-socket.ts';

const PROGRAM = 'nginx';
/** nginx ends its old workers itself (`worker_shutdown_timeout`); who is there so much later is ended by us. */
const OVERDUE_MS = 5_000;
/** Then the silent ones are known by name, and all are felt again. */
const PULSE_MS = 1_000;

/** One nginx master with its workers, which live on and accept when it is killed. */
export class NginxGeneration extends Generation {
  readonly #hardStopMs: number;
  /** undefined = a former foundation's: nobody but itself knows whose answer comes. */
  readonly #socket: StatusSocket | undefined;
  #silent: readonly ProcessIdentity[] = [];

  constructor(process: GuestProcess, socket: StatusSocket | undefined, hardStopMs: number) {
    super(process);
    this.#socket = socket;
    this.#hardStopMs = hardStopMs;
  }

  override async becomesReady(): Promise<boolean> {
    const serves = await super.becomesReady();
    this.#socket?.settle(serves);
    return serves;
  }

  async greet(): Promise<void> {
    await Promise.resolve();
  }

  async serves(): Promise<boolean> {
    return (await this.#socket?.answers()) ?? !this.ended;
  }

  get reachable(): boolean {
    return true;
  }

  /** The workers hear it from us too: their master may hang, or be dead. It must hear it first, or it would start others. */
  stopSoftly(): void {
    this.#signalAll('SIGQUIT');
  }

  killSilent(): void {
    for (const process of this.#silent) signalProcess(process, 'SIGKILL');
  }

  kill(): void {
    this.#signalAll('SIGKILL');
  }

  leavesOthers(): boolean {
    return processesOfSession(this.process, PROGRAM).length > 0;
  }

  /** What an nginx worker serves can only be read from its status, and an old one accepts no question. */
  async look(): Promise<void> {
    if (this.drainingMs > this.#hardStopMs + OVERDUE_MS) this.kill();
    await Promise.resolve();
  }

  hangUp(): void {
    // There is no lasting connection.
  }

  protected async ping(): Promise<boolean> {
    this.#silent = await feelPulse(this.#processes(), PULSE_MS);
    if (this.#silent.length > 0) return false;
    if (this.retired || this.#socket === undefined) return true;
    this.#socket.mend();
    return await this.#socket.answers();
  }

  protected async stopAccepting(): Promise<void> {
    // Its workers take their sockets out of their epolls before they close them.
  }

  #processes(): ProcessIdentity[] {
    const master = identifyProcess(this.pid);
    const children = master === undefined ? undefined : childrenOf(this.pid);
    if (master === undefined || children === undefined) return processesOfSession(this.process, PROGRAM);
    return [master, ...children.map(identifyProcess).filter((child) => child !== undefined)];
  }

  #signalAll(signal: NodeJS.Signals): void {
    this.process.signal(signal);
    for (const process of processesOfSession(this.process, PROGRAM)) {
      if (process.pid !== this.pid) signalProcess(process, signal);
    }
  }
}
