import { randomInt } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { AgentKey } from '../../protocol/agent-key.ts';
import { isForOneHost } from '../../protocol/agent-key.ts';
import { printEvent, printKeepalive, printShutdown, printStartup } from '../../protocol/agent-message.ts';
import { type AgentCipher, agentCipher } from '../../protocol/cipher.ts';
import { encryptionKey } from '../../protocol/encryption-key.ts';
import { decodePayload, encodeFrame } from '../../protocol/frame.ts';
import { FrameReader } from '../../protocol/frame-reader.ts';
import { decodeMessage, encodeMessage } from '../../protocol/message.ts';
import { FIRST_MESSAGE, nextMessage } from '../../protocol/message-count.ts';
import { parseManagerMessage } from '../../protocol/message-to-agent.ts';
import { isRefusal } from '../../protocol/refusal.ts';
import { type AgentRules, BUFFERED_EVENTS, EVENTS_PER_SECOND } from './agent-rules.ts';
import type { FleetTally } from './fleet-tally.ts';

/** An agent asks for a key; it is told by `enrolled` or `notEnrolled`. */
export type AskEnrollment = (agent: SimulatedAgent) => void;

/**
 * One agent: connects, says that it starts, waits for the answer, keeps alive, obeys, connects again. `tick` is called about
 * once a second, as a real one looks at its connection.
 */
export class SimulatedAgent {
  readonly number: number;
  readonly name: string;
  key: AgentKey | undefined;
  /** Since when it is down; undefined = it is up. Epoch milliseconds. */
  downAtMs: number | undefined;
  readonly #rules: AgentRules;
  readonly #tally: FleetTally;
  readonly #enroll: AskEnrollment | undefined;
  #cipher: AgentCipher | undefined;
  #socket: Socket | undefined;
  #count = FIRST_MESSAGE;
  #state: 'waiting' | 'enrolling' | 'starting' | 'up' | 'stopped' = 'waiting';
  /** When a waiting agent goes on, or a starting one gives up. */
  #untilMs: number;
  #server = 0;
  #tries = 0;
  #heardAtMs = 0;
  #keepaliveAtMs = 0;
  #eventAtMs = 0;
  #events = 0;
  #wasUp = false;

  constructor(
    said: { number: number; name: string; key: AgentKey | undefined; startAtMs: number },
    rules: AgentRules,
    tally: FleetTally,
    enroll: AskEnrollment | undefined,
  ) {
    this.number = said.number;
    this.name = said.name;
    this.#rules = rules;
    this.#tally = tally;
    this.#enroll = enroll;
    this.#untilMs = said.startAtMs;
    this.downAtMs = said.startAtMs;
    if (said.key !== undefined) this.#use(said.key);
  }

  get isUp(): boolean {
    return this.#state === 'up';
  }

  tick(nowMs: number): void {
    if (this.#state === 'up') this.#tickUp(nowMs);
    else if (nowMs < this.#untilMs) return;
    else if (this.#state === 'starting') this.#dropped(nowMs);
    else if (this.#state === 'waiting') this.#begin(nowMs);
  }

  enrolled(key: AgentKey, nowMs: number): void {
    this.#use(key);
    this.#wait(nowMs, this.#rules.enrolledDelayMs);
  }

  /** An agent that has a key goes on with it. */
  notEnrolled(nowMs: number): void {
    this.#wait(nowMs, this.#rules.retryMs);
  }

  /** Says good-bye, as an agent that is stopped does. */
  stop(): void {
    if (this.#state === 'up') this.#say(printShutdown());
    this.#state = 'stopped';
    this.#socket?.end();
  }

  #use(key: AgentKey): void {
    this.key = key;
    this.#cipher = agentCipher(this.#rules.crypto, encryptionKey(key));
  }

  #begin(nowMs: number): void {
    if (this.key !== undefined) this.#connect(nowMs);
    else if (this.#enroll !== undefined) {
      this.#state = 'enrolling';
      this.#enroll(this);
    }
  }

  #connect(nowMs: number): void {
    const server = this.#rules.servers[this.#server % this.#rules.servers.length]!;
    this.#state = 'starting';
    this.#untilMs = nowMs + this.#rules.ackMs;
    this.#tries += 1;
    this.#tally.connects += 1;
    const reader = new FrameReader();
    const socket = connect({ ...server, noDelay: true });
    this.#socket = socket;
    socket.on('connect', () => this.#say(printStartup(this.#rules.version)));
    socket.on('data', (piece: Buffer) => {
      const payloads = reader.push(piece);
      if (isRefusal(payloads)) socket.destroy();
      else for (const payload of payloads) if (this.#socket === socket) this.#hear(payload);
    });
    socket.on('error', () => socket.destroy());
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      if (this.#socket === socket) this.#dropped(Date.now());
    });
  }

  /** The connection is gone: at once again after a live one, else after a while, on the next server after the last try. */
  #dropped(nowMs: number): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
    if (this.#state === 'stopped') return;
    if (this.#state === 'up') {
      this.downAtMs = nowMs;
      this.#tries = 0;
      this.#state = 'waiting';
      this.#tally.wentDown(nowMs);
      this.#connect(nowMs);
      return;
    }
    this.#tally.refused += 1;
    this.#wait(nowMs, this.#rules.retryMs);
    if (this.#tries < this.#rules.tries) return;
    this.#tries = 0;
    this.#server += 1;
    if (this.#enroll === undefined) return;
    this.#state = 'enrolling';
    this.#enroll(this);
  }

  #wait(nowMs: number, forMs: number): void {
    this.#state = 'waiting';
    this.#untilMs = nowMs + forMs;
  }

  #hear(bytes: Buffer): void {
    const payload = decodePayload(bytes);
    if (isRefusal(payload) || payload.is === 'plain' || this.#cipher === undefined) return;
    const message = decodeMessage(payload.bytes, this.#cipher);
    if (isRefusal(message)) return;
    const nowMs = Date.now();
    this.#heardAtMs = nowMs;
    const said = parseManagerMessage(message.text.toString());
    if (said.says === 'ack' && this.#state === 'starting') this.#acknowledged(nowMs);
    else if (said.says === 'error' && this.#state === 'starting') this.#dropped(nowMs);
    else if (said.says === 'force-reconnect' && this.#state === 'up') {
      this.#tally.ordered += 1;
      this.#dropped(nowMs);
    }
  }

  #acknowledged(nowMs: number): void {
    this.#tally.wentUp(this.number, this.#wasUp ? nowMs - (this.downAtMs ?? nowMs) : undefined, nowMs);
    this.#state = 'up';
    this.#tries = 0;
    this.downAtMs = undefined;
    if (this.#wasUp) return;
    this.#wasUp = true;
    // The first keepalive comes at once; later ones keep their beat, whatever happens to the connection.
    this.#keepAlive(nowMs);
    this.#sendEvent('wazuh-agent', `ossec: Agent started: '${this.name}->any'.`);
    this.#eventAtMs = nowMs + Math.random() * this.#rules.eventEveryMs;
  }

  #tickUp(nowMs: number): void {
    if (nowMs - this.#heardAtMs > this.#rules.silentMs) this.#dropped(nowMs);
    if (this.#state !== 'up') return;
    if (nowMs >= this.#keepaliveAtMs) this.#keepAlive(nowMs);
    const { eventEveryMs } = this.#rules;
    if (eventEveryMs === 0 || nowMs < this.#eventAtMs) return;
    const due = Math.min(BUFFERED_EVENTS, 1 + Math.floor((nowMs - this.#eventAtMs) / eventEveryMs));
    const sent = Math.min(due, EVENTS_PER_SECOND);
    for (let index = 0; index < sent; index += 1) {
      this.#events += 1;
      this.#sendEvent('/var/log/simulated', `${this.name} event ${this.#events}`);
    }
    // Those beyond the buffer are lost, as a full buffer's are.
    this.#eventAtMs = nowMs + eventEveryMs - Math.min(due - sent, BUFFERED_EVENTS) * eventEveryMs;
  }

  #keepAlive(nowMs: number): void {
    this.#keepaliveAtMs = nowMs + this.#rules.notifyMs;
    const ip = this.#socket?.localAddress ?? '127.0.0.1';
    this.#say(printKeepalive({ host: this.name, ip, version: this.#rules.version }));
  }

  #sendEvent(location: string, text: string): void {
    this.#tally.eventsSent += 1;
    this.#say(printEvent('1', location, text));
  }

  #say(text: string): void {
    if (this.#cipher === undefined || this.key === undefined) return;
    const bytes = encodeMessage(text, randomInt(65_536), this.#count, this.#cipher);
    this.#count = nextMessage(this.#count);
    const id = isForOneHost(this.key.ip) ? undefined : this.key.id;
    this.#socket?.write(encodeFrame({ is: 'secret', id, crypto: this.#rules.crypto, bytes }));
  }
}
