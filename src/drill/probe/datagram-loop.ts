import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Attempt } from '../measurements.ts';
import { nowUs } from '../wall-clock.ts';
import type { ProbeOptions } from './options.ts';
import { RunningTally } from './tally.ts';

const SWEEP_MS = 10;
const BUFFER_BYTES = 4_194_304;
const BEFORE_NUMBER = 'holdfast ';

interface Waiting {
  readonly dueUs: number;
  readonly startUs: number;
}

/**
 * Sends a numbered datagram at each fixed time, from one socket as a device that logs does, and waits for each to come back. One
 * that comes twice is counted; one that comes late is lost.
 */
export class DatagramLoop {
  readonly tally = new RunningTally();
  readonly #options: ProbeOptions;
  readonly #socket: Socket;
  readonly #attempts: Attempt[] = [];
  readonly #waiting = new Map<number, Waiting>();
  readonly #answered = new Set<number>();
  readonly #stepUs: number;
  readonly #sweep: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  #dueUs = nowUs();
  #sent = 0;
  #repeated = 0;

  constructor(options: ProbeOptions) {
    this.#options = options;
    this.#stepUs = 1_000_000 / options.rate;
    this.#socket = createSocket(isIPv6(options.target.host) ? 'udp6' : 'udp4');
    // A port that nobody has for a moment is a lost datagram, not the end.
    this.#socket.on('error', () => undefined);
    this.#socket.on('message', (datagram) => this.#hear(datagram.toString('latin1')));
    this.#socket.bind(() => {
      this.#socket.setRecvBufferSize(BUFFER_BYTES);
      this.#sendDue();
    });
    this.#sweep = setInterval(() => this.#giveUp(this.#options.timeoutMs), SWEEP_MS);
  }

  /** Datagrams that came back more than once. */
  get repeated(): number {
    return this.#repeated;
  }

  /** No more are sent; waits for what is on its way and returns all, in the order of their starts. */
  async end(): Promise<readonly Attempt[]> {
    clearTimeout(this.#timer);
    while (this.#waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, SWEEP_MS));
    clearInterval(this.#sweep);
    this.#socket.close();
    return this.#attempts.sort((one, other) => one.startUs - other.startUs);
  }

  #sendDue(): void {
    const { host, port } = this.#options.target;
    for (; this.#dueUs <= nowUs(); this.#dueUs += this.#stepUs) {
      this.#sent += 1;
      this.#waiting.set(this.#sent, { dueUs: Math.round(this.#dueUs), startUs: nowUs() });
      this.#socket.send(`${BEFORE_NUMBER}${this.#sent}`, port, host, () => undefined);
    }
    this.#timer = setTimeout(() => this.#sendDue(), Math.max(0, (this.#dueUs - nowUs()) / 1000));
  }

  #hear(text: string): void {
    const number = Number(text.slice(BEFORE_NUMBER.length));
    const waiting = this.#waiting.get(number);
    if (waiting !== undefined) this.#note(number, waiting, 'ok');
    else if (this.#answered.has(number)) this.#repeated += 1;
  }

  #giveUp(timeoutMs: number): void {
    const oldest = nowUs() - timeoutMs * 1000;
    // A Map keeps the order of insertion: the first that is young enough ends the look.
    for (const [number, waiting] of this.#waiting) {
      if (waiting.startUs > oldest) return;
      this.#note(number, waiting, 'timeout');
    }
  }

  #note(number: number, { dueUs, startUs }: Waiting, result: Attempt['result']): void {
    this.#waiting.delete(number);
    if (result === 'ok') this.#answered.add(number);
    const endUs = nowUs();
    const attempt = { dueUs, startUs, endUs, result, connectedUs: startUs, requestSent: true };
    this.#attempts.push(attempt);
    this.tally.note(attempt);
  }
}
