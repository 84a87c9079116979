import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decodePayload, encodeFrame, LONGEST_PAYLOAD, type Payload } from './frame.ts';
import { FrameReader } from './frame-reader.ts';
import { isRefusal } from './refusal.ts';

const payload: fc.Arbitrary<Payload> = fc.oneof(
  fc.record(
    {
      is: fc.constant('secret' as const),
      id: fc.option(fc.stringMatching(/^\d{3,8}$/), { nil: undefined }),
      crypto: fc.constantFrom('aes' as const, 'blowfish' as const),
      bytes: fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
    },
    { noNullPrototype: true },
  ),
  fc.constantFrom('#ping', '#pong').map((text) => ({ is: 'plain' as const, text })),
);

/** Cuts bytes where told. */
function pieces(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((one, other) => one - other);
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length));
}

describe('the frame reader', () => {
  it('gives the same frames however the stream is cut', () => {
    fc.assert(
      fc.property(fc.array(payload, { maxLength: 8 }), fc.array(fc.nat(4_000)), (said, cuts) => {
        const reader = new FrameReader();
        const heard = pieces(Buffer.concat(said.map(encodeFrame)), cuts).flatMap((piece) => {
          const payloads = reader.push(piece);
          assert.ok(!isRefusal(payloads));
          return [...payloads];
        });
        assert.deepEqual(heard.map(decodePayload), said);
        assert.equal(reader.held, 0);
      }),
    );
  });

  it('takes a frame of 64 KiB and refuses one more byte, for ever', () => {
    const longest = encodeFrame({ is: 'plain', text: '#'.repeat(LONGEST_PAYLOAD) });
    const reader = new FrameReader();
    const [one] = reader.push(longest) as Buffer[];
    assert.equal(one?.length, LONGEST_PAYLOAD);
    const tooLong = Buffer.from('01000100', 'hex');
    assert.ok(isRefusal(reader.push(tooLong)));
    assert.ok(isRefusal(reader.push(encodeFrame({ is: 'plain', text: '#ping' }))));
  });

  it('refuses a length that is too long as soon as it is read, with little held until then', () => {
    const reader = new FrameReader();
    assert.deepEqual(reader.push(Buffer.from('ffff', 'hex')), []);
    assert.deepEqual(reader.push(Buffer.from('ff', 'hex')), []);
    assert.ok(isRefusal(reader.push(Buffer.from('7f', 'hex'))));
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (stream) => {
        const reader = new FrameReader();
        for (const piece of stream) {
          const payloads = reader.push(Buffer.from(piece));
          if (isRefusal(payloads)) assert.match(payloads.refused, /too long/);
          else for (const bytes of payloads) decodePayload(bytes);
        }
        assert.ok(reader.held <= LONGEST_PAYLOAD + 68);
      }),
    );
  });

  it('is quick with many small pieces of one long frame', () => {
    const reader = new FrameReader();
    const frame = encodeFrame({ is: 'plain', text: '#'.repeat(LONGEST_PAYLOAD) });
    let seen = 0;
    for (const byte of frame) seen += (reader.push(Buffer.of(byte)) as Buffer[]).length;
    assert.equal(seen, 1);
  });
});

describe('the health question', () => {
  it('is the nine bytes that a balancer sends', () => {
    assert.equal(encodeFrame({ is: 'plain', text: '#ping' }).toString('hex'), '050000002370696e67');
  });
});
