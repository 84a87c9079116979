import { randomInt } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { parseAgentMessage } from '../../protocol/agent-message.ts';
import type { CipherName } from '../../protocol/cipher.ts';
import { decodePayload, encodeFrame, type Payload } from '../../protocol/frame.ts';
import { FrameReader } from '../../protocol/frame-reader.ts';
import { decodeMessage, encodeMessage } from '../../protocol/message.ts';
import { FIRST_MESSAGE, nextMessage } from '../../protocol/message-count.ts';
import { type ManagerMessage, PING, PONG, printManagerMessage } from '../../protocol/message-to-agent.ts';
import { isRefusal } from '../../protocol/refusal.ts';
import { KeyBook, type KnownAgent } from '../key-book.ts';
import type { AgentRecords } from './agent-records.ts';
import type { ClientKeys } from './client-keys.ts';
import { isNewer } from './version-order.ts';

/** What this manager's remoted has seen since it started. */
export interface RemotedCounts {
  pings: number;
  startups: number;
  keepalives: number;
  events: number;
  shutdowns: number;
  /** Orders to reconnect that were sent to an agent's live connection … */
  reconnectOrders: number;
  /** … and those for agents that are not connected here (any more). */
  lostOrders: number;
  /** "Agent key already in use". */
  refusedOvertake: number;
  /** Unknown agents, wrong keys, frames that are none. */
  refusedFrames: number;
}

interface Connection {
  readonly socket: Socket;
  readonly from: string;
  readonly reader: FrameReader;
  agent: KnownAgent | undefined;
  crypto: CipherName;
  heardAtMs: number;
}

export interface RemotedRules {
  readonly version: string;
  readonly allowHigherVersions: boolean;
  readonly overtakeMs: number;
}

/** Plays a manager's remoted: agents' connections on port 1514. */
export class Remoted {
  readonly counts: RemotedCounts = {
    pings: 0,
    startups: 0,
    keepalives: 0,
    events: 0,
    shutdowns: 0,
    reconnectOrders: 0,
    lostOrders: 0,
    refusedOvertake: 0,
    refusedFrames: 0,
  };
  readonly #rules: RemotedRules;
  readonly #keys: ClientKeys;
  readonly #records: AgentRecords;
  readonly #book = new KeyBook();
  readonly #byAgent = new Map<string, Connection>();
  #count = FIRST_MESSAGE;
  #loaded = -1;

  constructor(rules: RemotedRules, keys: ClientKeys, records: AgentRecords) {
    this.#rules = rules;
    this.#keys = keys;
    this.#records = records;
  }

  /** Live connections that an agent has spoken on. */
  get sessions(): number {
    return this.#byAgent.size;
  }

  /** Reads client.keys again. */
  reloadKeys(): void {
    if (this.#loaded === this.#keys.version) return;
    this.#loaded = this.#keys.version;
    const keys = this.#keys.all();
    this.#book.load(keys);
    this.#records.add(keys, Date.now());
  }

  async listen(host: string, port: number): Promise<Server> {
    const server = createServer({ noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 }, (socket) =>
      this.#serve(socket),
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ host, port, backlog: 4096 }, resolve);
    });
    return server;
  }

  /** Orders an agent to connect again; whether it obeys is not told. @returns false when it is not connected here */
  orderReconnect(id: string): boolean {
    const connection = this.#byAgent.get(id);
    if (connection === undefined) {
      this.counts.lostOrders += 1;
      return false;
    }
    this.counts.reconnectOrders += 1;
    this.#say(connection, { says: 'force-reconnect' });
    return true;
  }

  #serve(socket: Socket): void {
    const connection: Connection = {
      socket,
      from: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
      reader: new FrameReader(),
      agent: undefined,
      crypto: 'aes',
      heardAtMs: 0,
    };
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#forget(connection));
    socket.on('data', (piece: Buffer) => {
      const payloads = connection.reader.push(piece);
      if (isRefusal(payloads)) this.#refuse(connection);
      else for (const payload of payloads) if (!socket.destroyed) this.#hear(connection, payload);
    });
  }

  #forget(connection: Connection): void {
    const id = connection.agent?.key.id;
    if (id !== undefined && this.#byAgent.get(id) === connection) this.#byAgent.delete(id);
  }

  #refuse(connection: Connection): void {
    this.counts.refusedFrames += 1;
    connection.socket.destroy();
  }

  #hear(connection: Connection, bytes: Buffer): void {
    const payload = decodePayload(bytes);
    if (isRefusal(payload)) this.#refuse(connection);
    else if (payload.is === 'secret') this.#hearAgent(connection, payload);
    else if (payload.text === PING) {
      this.counts.pings += 1;
      connection.socket.write(encodeFrame({ is: 'plain', text: PONG }));
    }
  }

  #hearAgent(connection: Connection, { id, crypto, bytes }: Extract<Payload, { is: 'secret' }>): void {
    const agent = this.#book.find(id, connection.from);
    const message = agent === undefined ? undefined : decodeMessage(bytes, agent.cipher(crypto));
    if (agent === undefined || message === undefined || isRefusal(message)) return this.#refuse(connection);
    if (!this.#claim(connection, agent)) return;
    connection.crypto = crypto;
    this.#understand(connection, agent.key.id, message.text.toString());
  }

  /** One live connection an agent: a second one is refused while the first one was heard of a short time ago. */
  #claim(connection: Connection, agent: KnownAgent): boolean {
    const now = Date.now();
    const holder = this.#byAgent.get(agent.key.id);
    if (holder !== undefined && holder !== connection) {
      const { overtakeMs } = this.#rules;
      if (overtakeMs === 0 || now - holder.heardAtMs < overtakeMs) {
        this.counts.refusedOvertake += 1;
        connection.socket.destroy();
        return false;
      }
      holder.socket.destroy();
    }
    if (connection.agent !== agent) {
      this.#forget(connection);
      connection.agent = agent;
    }
    this.#byAgent.set(agent.key.id, connection);
    connection.heardAtMs = now;
    return true;
  }

  #understand(connection: Connection, id: string, text: string): void {
    const message = parseAgentMessage(text);
    switch (message.says) {
      case 'startup':
        this.counts.startups += 1;
        if (this.#isTooNew(message.version)) {
          const refusal = 'Agent version must be lower or equal to manager version';
          return this.#say(connection, { says: 'error', message: refusal });
        }
        this.#records.startedUp(id);
        return this.#say(connection, { says: 'ack' });
      case 'keepalive':
        this.counts.keepalives += 1;
        this.#records.keptAlive(id, message.ip, message.version, Date.now());
        return this.#say(connection, { says: 'ack' });
      case 'shutdown':
        this.counts.shutdowns += 1;
        return this.#records.shutDown(id);
      case 'event':
        this.counts.events += 1;
        return;
      case 'answer':
      case 'unknown':
    }
  }

  #isTooNew(version: string | undefined): boolean {
    return version !== undefined && !this.#rules.allowHigherVersions && isNewer(version, this.#rules.version);
  }

  #say({ socket, agent, crypto }: Connection, message: ManagerMessage): void {
    if (agent === undefined) return;
    const text = printManagerMessage(message);
    const bytes = encodeMessage(text, randomInt(65_536), this.#count, agent.cipher(crypto));
    this.#count = nextMessage(this.#count);
    socket.write(encodeFrame({ is: 'secret', id: undefined, crypto, bytes }));
  }
}
