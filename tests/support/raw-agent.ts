import { connect, type Socket } from 'node:net';
import type { AgentKey } from '../../src/wazuh/protocol/agent-key.ts';
import { type AgentCipher, agentCipher, type CipherName } from '../../src/wazuh/protocol/cipher.ts';
import { encryptionKey } from '../../src/wazuh/protocol/encryption-key.ts';
import { decodePayload, encodeFrame } from '../../src/wazuh/protocol/frame.ts';
import { FrameReader } from '../../src/wazuh/protocol/frame-reader.ts';
import { decodeMessage, encodeMessage } from '../../src/wazuh/protocol/message.ts';
import { isRefusal } from '../../src/wazuh/protocol/refusal.ts';
import { waitUntil } from './wait-until.ts';

/** One connection to port 1514 that says what a test wants it to say. */
export class RawAgent {
  readonly heard: string[] = [];
  isClosed = false;
  readonly #socket: Socket;
  readonly #key: AgentKey;
  readonly #crypto: CipherName;
  readonly #cipher: AgentCipher;

  constructor(port: number, key: AgentKey, crypto: CipherName = 'aes') {
    this.#key = key;
    this.#crypto = crypto;
    this.#cipher = agentCipher(crypto, encryptionKey(key));
    const reader = new FrameReader();
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.on('error', () => {}).on('close', () => (this.isClosed = true));
    this.#socket.on('data', (piece: Buffer) => {
      const payloads = reader.push(piece);
      if (!isRefusal(payloads)) this.heard.push(...payloads.map((payload) => this.#read(payload)));
    });
  }

  say(text: string): void {
    const bytes = encodeMessage(text, 12_345, { global: 0, local: 1 }, this.#cipher);
    this.write(encodeFrame({ is: 'secret', id: this.#key.id, crypto: this.#crypto, bytes }));
  }

  write(bytes: Buffer): void {
    this.#socket.write(bytes);
  }

  hears(text: string): Promise<unknown> {
    return waitUntil(`the agent hears ${text}`, 10_000, () => this.heard.includes(text));
  }

  isRefused(): Promise<unknown> {
    return waitUntil('the manager closes the connection', 10_000, () => this.isClosed);
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): string {
    const payload = decodePayload(bytes);
    if (isRefusal(payload)) return payload.refused;
    if (payload.is === 'plain') return payload.text;
    const message = decodeMessage(payload.bytes, this.#cipher);
    return isRefusal(message) ? message.refused : message.text.toString();
  }
}
