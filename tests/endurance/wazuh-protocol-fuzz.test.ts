import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseAgentMessage } from '../../src/wazuh/protocol/agent-message.ts';
import { agentCipher } from '../../src/wazuh/protocol/cipher.ts';
import { encryptionKey } from '../../src/wazuh/protocol/encryption-key.ts';
import { decodePayload, encodeFrame } from '../../src/wazuh/protocol/frame.ts';
import { FrameReader } from '../../src/wazuh/protocol/frame-reader.ts';
import { decodeMessage, encodeMessage } from '../../src/wazuh/protocol/message.ts';
import { parseManagerMessage } from '../../src/wazuh/protocol/message-to-agent.ts';
import { isRefusal } from '../../src/wazuh/protocol/refusal.ts';
import { sharedKeys } from '../../src/wazuh/simulate/shared-keys.ts';

const [KEY] = sharedKeys(1) as [ReturnType<typeof sharedKeys>[0]];
const CIPHERS = (['aes', 'blowfish'] as const).map((name) => agentCipher(name, encryptionKey(KEY)));

/** All that either side does with what comes over the network. */
function hear(stream: readonly Buffer[]): void {
  const reader = new FrameReader();
  for (const piece of stream) {
    const payloads = reader.push(piece);
    if (isRefusal(payloads)) return;
    for (const bytes of payloads) {
      const payload = decodePayload(bytes);
      if (isRefusal(payload) || payload.is === 'plain') continue;
      for (const cipher of CIPHERS) {
        const message = decodeMessage(payload.bytes, cipher);
        if (isRefusal(message)) continue;
        parseAgentMessage(message.text.toString());
        parseManagerMessage(message.text.toString());
      }
    }
  }
}

describe("the agents' protocol", () => {
  it('refuses a hundred thousand broken frames, and throws at none', () => {
    const frames = CIPHERS.flatMap((cipher) =>
      ['#!-agent startup {"version":"v4.14.7"}', '#!-a\nb', '1:a:b', ''].map((text) =>
        encodeFrame({
          ...{ is: 'secret', id: KEY.id, crypto: cipher.name },
          bytes: encodeMessage(text, 1, { global: 0, local: 1 }, cipher),
        }),
      ),
    );
    const changes = fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(...frames), changes, fc.nat(200), (frame, bytes, cut) => {
        const broken = Buffer.from(frame);
        for (const [at, byte] of bytes) broken[at % broken.length] = byte;
        hear([broken.subarray(0, cut), broken.subarray(cut), frame]);
      }),
      { numRuns: 100_000 },
    );
  });

  it('refuses any stream of bytes in any pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (stream) => {
        hear(stream.map((piece) => Buffer.from(piece)));
      }),
      { numRuns: 50_000 },
    );
  });

  it('reads every length of message as it was said, with either encryption', () => {
    const noise = Buffer.from(Array.from({ length: 60_000 }, (_, index) => (index * index * 31) % 251));
    for (const cipher of CIPHERS) {
      for (let length = 0; length < 60_000; length += 1 + Math.floor(length / 50)) {
        const text = noise.subarray(0, length);
        const message = decodeMessage(encodeMessage(text, 1, { global: 0, local: 1 }, cipher), cipher);
        assert.ok(!isRefusal(message) && message.text.equals(text), `${length} bytes`);
      }
    }
  });
});
