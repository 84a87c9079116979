import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { agentCipher, type CipherName } from './cipher.ts';
import { encryptionKey } from './encryption-key.ts';
import { decodePayload, encodeFrame } from './frame.ts';
import { FrameReader } from './frame-reader.ts';
import { decodeMessage, encodeMessage } from './message.ts';
import { isRefusal } from './refusal.ts';

const WEB01 = {
  id: '001',
  name: 'web01',
  key: '3b1bd64a984a4a38f178514fc78c7b3ffb68d57815d83bda18816f78189cfca0',
};
const ENCRYPTION_KEY = '4f6d65fb73c955fe47533632aa60b8be55ca7fce424e2b9';
/** A startup of web01 as another implementation of the protocol framed it: random 12345, global 7, local 42. */
const STARTUP_FRAME =
  '7a0000002130303121234145533a0e7f7b5c19f656f1510454c1213ee78dd15eaaf1c196c43d95533c2a1f8831e0462eb6938fb2a5d0c3d1ff3a0e5587a878f8168ca435705a13445c7b9070b9f7c91860678fbf622919dbc2be8c6704b85a0282201d6fc38f5530ba3d21fc3e855d133ef31bba055f4e2f2f9485c10a1f';
const STARTUP = '#!-agent startup {"version":"v4.14.7"}';
const COUNT = { global: 7, local: 42 };

/** The message in a frame's hexadecimal digits. */
function readFrame(frame: Buffer, crypto: CipherName = 'aes') {
  const payloads = new FrameReader().push(frame);
  assert.ok(!isRefusal(payloads));
  const payload = decodePayload(payloads[0]!);
  assert.ok(!isRefusal(payload) && payload.is === 'secret');
  assert.deepEqual([payload.id, payload.crypto], ['001', crypto]);
  const message = decodeMessage(payload.bytes, agentCipher(crypto, ENCRYPTION_KEY));
  assert.ok(!isRefusal(message));
  return message;
}

describe('the known frame', () => {
  it('has the encryption key that agent and manager derive', () => {
    assert.equal(encryptionKey(WEB01), ENCRYPTION_KEY);
  });

  it('is read as the startup that it is', () => {
    const { text, random, count } = readFrame(Buffer.from(STARTUP_FRAME, 'hex'));
    assert.deepEqual([text.toString(), random, count], [STARTUP, 12345, COUNT]);
  });

  it('is written so that it is read the same', () => {
    const bytes = encodeMessage(STARTUP, 12345, COUNT, agentCipher('aes', ENCRYPTION_KEY));
    const frame = encodeFrame({ is: 'secret', id: '001', crypto: 'aes', bytes });
    // Another zlib may compress differently, so that what is read is compared, not the bytes.
    assert.deepEqual(readFrame(frame), readFrame(Buffer.from(STARTUP_FRAME, 'hex')));
  });
});

describe('a message', () => {
  for (const name of ['aes', 'blowfish'] as const) {
    it(`is the same after ${name} and back, whatever it says`, () => {
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 2_000 }),
          fc.nat(65_535),
          fc.record({ global: fc.nat(2 ** 31 - 1), local: fc.nat(9_999) }, { noNullPrototype: true }),
          (text, random, count) => {
            const cipher = agentCipher(name, ENCRYPTION_KEY);
            const bytes = encodeMessage(text, random, count, cipher);
            const message = decodeMessage(bytes, cipher);
            assert.ok(!isRefusal(message));
            assert.deepEqual(message, { text: Buffer.from(text), random, count });
          },
        ),
      );
    });

    it(`of another agent's ${name} key is refused`, () => {
      const secret = encodeMessage(STARTUP, 1, COUNT, agentCipher(name, ENCRYPTION_KEY));
      const other = agentCipher(name, encryptionKey({ ...WEB01, key: 'another' }));
      assert.ok(isRefusal(decodeMessage(secret, other)));
    });

    it(`of any bytes at all is refused with a reason, never thrown (${name})`, () => {
      const cipher = agentCipher(name, ENCRYPTION_KEY);
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
          const message = decodeMessage(bytes, cipher);
          assert.ok(isRefusal(message) && message.refused.length > 10);
        }),
      );
    });

    it(`with one bit changed is refused, or reads as it was (${name})`, () => {
      const cipher = agentCipher(name, ENCRYPTION_KEY);
      const secret = encodeMessage(STARTUP, 1, COUNT, cipher);
      fc.assert(
        fc.property(fc.nat(secret.length - 1), fc.nat(7), (at, bit) => {
          const changed = Buffer.from(secret);
          changed[at]! ^= 1 << bit;
          const message = decodeMessage(changed, cipher);
          assert.ok(isRefusal(message) || message.text.toString() === STARTUP);
        }),
      );
    });
  }

  it('that would grow beyond 64 KiB when it is unzipped is refused', () => {
    const cipher = agentCipher('aes', ENCRYPTION_KEY);
    const bomb = encodeMessage(Buffer.alloc(1_000_000), 1, COUNT, cipher);
    assert.ok(bomb.length < 3_000);
    assert.ok(isRefusal(decodeMessage(bomb, cipher)));
  });

  it('wants numbers that fit their digits', () => {
    const cipher = agentCipher('aes', ENCRYPTION_KEY);
    assert.throws(() => encodeMessage('x', 100_000, COUNT, cipher), RangeError);
    assert.throws(() => encodeMessage('x', 1, { global: -1, local: 1 }, cipher), RangeError);
  });
});
