import type { GuestProcess } from './guest-process.ts';
import { growSilence, type Silence, startSilence } from './silence.ts';

/** How often a starting process is asked whether it serves. */
const READY_POLL_MS = 5;
/** Loading thousands of certificates takes a while; longer than this is a failure. */
const READY_DEADLINE_MS = 30_000;

/**
 * One process of an engine, with the processes that it has started. Several live side by side on the same listening
 * sockets: one serves, older ones end their sessions.
 */
export abstract class Generation {
  readonly process: GuestProcess;
  #ended = false;
  #asked = false;
  #answered = true;
  #silence: Silence = startSilence(performance.now());
  /** When it was told to stop when its last session ends; a monotonic clock in milliseconds. */
  #retiredAt: number | undefined;
  #isRetiring = false;
  /** Client connections as last counted; undefined = not known. */
  sessions: number | undefined;

  constructor(process: GuestProcess) {
    this.process = process;
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

  get retired(): boolean {
    return this.#retiredAt !== undefined;
  }

  /** How long ago it was told to stop; 0 = it was not. */
  get drainingMs(): number {
    return this.#retiredAt === undefined ? 0 : performance.now() - this.#retiredAt;
  }

  /** True as soon as the process serves. False when it ended first. */
  async becomesReady(): Promise<boolean> {
    const deadline = performance.now() + READY_DEADLINE_MS;
    while (!this.#ended && performance.now() < deadline) {
      if (await this.serves()) return true;
      await new Promise((resolve) => setTimeout(resolve, READY_POLL_MS));
    }
    return false;
  }

  /** One beat of the probe: judges the time since the last one and asks again. */
  probe(intervalMs: number): void {
    this.#silence = growSilence(this.#silence, performance.now(), intervalMs, this.#answered);
    if (this.#asked) return;
    this.#asked = true;
    this.#answered = false;
    void this.ping().then((answered) => {
      this.#asked = false;
      this.#answered = answered;
    });
  }

  /** Its process has ended. */
  markEnded(): void {
    this.#ended = true;
    this.hangUp();
  }

  /** No more new connections: it ends with its last session. */
  async retire(): Promise<void> {
    if (this.#isRetiring) return;
    this.#isRetiring = true;
    if (!this.process.adopted) await this.stopAccepting();
    this.#retiredAt = performance.now();
    this.stopSoftly();
  }

  /** An adopted one that serves: opens what it will be asked over. */
  abstract greet(): Promise<void>;
  /** This very process answers: it accepts connections. */
  abstract serves(): Promise<boolean>;
  /** Its silence means something: it can be asked. */
  abstract get reachable(): boolean;
  /** Told to end with its last session, which a hung process hears when it wakes up: a false alarm cuts no session. */
  abstract stopSoftly(): void;
  /** Ends at once what gives no sign of life. */
  abstract killSilent(): void;
  /** Ends all of it at once. */
  abstract kill(): void;
  /** Processes that it has started live on after it, and serve. */
  abstract leavesOthers(): boolean;
  /** One look at an old one: counts its sessions where that is possible. */
  abstract look(): Promise<void>;
  /** Our own connection to it would keep it alive. */
  abstract hangUp(): void;

  /** It gives a sign of life. */
  protected abstract ping(): Promise<boolean>;
  /** What an engine needs to be told before the soft stop. Not done with an adopted one: the sockets of that are a former foundation's, and connections go on coming to them until it closes them. */
  protected abstract stopAccepting(): Promise<void>;

  protected startSilence(): void {
    this.#silence = startSilence(performance.now());
  }
}
