import { connect, type Socket } from 'node:net';
import type { Attempt, AttemptResult } from '../measurements.ts';
import { nowUs } from '../wall-clock.ts';
import { type AnswerReader, readEcho, readHttpAnswer } from './answer.ts';
import { MANAGER_PING, MANAGER_PONG } from './manager-ping.ts';
import type { Target } from './options.ts';

/** One new connection with one request. The caller watches the time: a timer each would cost more than the request. */
export class RunningAttempt {
  readonly startUs = nowUs();
  readonly #dueUs: number;
  readonly #timeoutUs: number;
  readonly #socket: Socket;
  readonly #answer: AnswerReader;
  readonly #done: (attempt: Attempt) => void;
  #connectedUs: number | undefined;
  #requestSent = false;
  #ended = false;

  constructor(
    target: Target,
    timeoutMs: number,
    dueUs: number,
    number: number,
    done: (attempt: Attempt) => void,
  ) {
    this.#dueUs = dueUs;
    this.#timeoutUs = timeoutMs * 1000;
    this.#done = done;
    const { request, answer } = exchangeOf(target, number);
    this.#answer = answer;
    const socket = connect({ host: target.host, port: target.port });
    this.#socket = socket;
    socket.setEncoding('latin1');
    socket.on('connect', () => {
      this.#connectedUs = nowUs();
      this.#requestSent = true;
      socket.write(request, 'latin1', (error) => {
        if (error) this.#requestSent = false;
      });
    });
    socket.on('data', (bytes: string) => this.#judge(this.#answer.take(bytes)));
    socket.on('end', () => {
      if (this.#judge(this.#answer.end())) this.#end('closed');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => this.#end(RESULTS[error.code ?? ''] ?? 'error'));
    socket.on('close', () => this.#end('closed'));
  }

  /** Too late: whatever comes now does not count. */
  giveUp(): void {
    this.#end('timeout');
  }

  /** true = it goes on. */
  #judge(state: AnswerReader['state']): boolean {
    if (state === 'more') return true;
    this.#end(state === 'whole' ? 'ok' : state);
    return false;
  }

  #end(result: AttemptResult): void {
    if (this.#ended) return;
    this.#ended = true;
    const endUs = nowUs();
    this.#socket.destroy();
    // The sweep that gives up comes every few milliseconds: an answer between is late all the same.
    const late = result === 'ok' && endUs - this.startUs > this.#timeoutUs;
    this.#done({
      dueUs: this.#dueUs,
      startUs: this.startUs,
      endUs,
      result: late ? 'timeout' : result,
      connectedUs: this.#connectedUs,
      requestSent: this.#requestSent,
    });
  }
}

/** What is sent in latin1, and what is right for an answer. */
function exchangeOf(target: Target, number: number): { request: string; answer: AnswerReader } {
  if (target.kind === 'http') {
    return { request: requestText(target, target.path), answer: readHttpAnswer() };
  }
  if (target.kind === 'ping') return { request: MANAGER_PING, answer: readEcho(MANAGER_PONG) };
  const line = `holdfast ${number}\n`;
  return { request: line, answer: readEcho(line) };
}

export function requestText(target: Target, path: string): string {
  const host = target.host.includes(':') ? `[${target.host}]` : target.host;
  return `GET ${path} HTTP/1.1\r\nhost: ${host}:${target.port}\r\nuser-agent: holdfast-probe\r\nconnection: close\r\n\r\n`;
}

const RESULTS: Readonly<Record<string, AttemptResult>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  ECONNABORTED: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};
