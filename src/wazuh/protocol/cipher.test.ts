import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { agentCipher, blowfishCipher } from './cipher.ts';

it('Blowfish is the one that its author published', () => {
  // Eric Young's CBC vector has the very IV that Wazuh uses.
  const cipher = blowfishCipher(Buffer.from('0123456789abcdeff0e1d2c3b4a59687', 'hex'));
  const plain = Buffer.alloc(32);
  plain.write('7654321 Now is the time for ');
  const secret = '6b77b4d63006dee605b156e27403979358deb9e7154616d959f1652bd5ff92cc';
  assert.equal(cipher.encrypt(plain).toString('hex'), secret);
  assert.deepEqual(cipher.decrypt(Buffer.from(secret, 'hex')), plain);
});

for (const name of ['aes', 'blowfish'] as const) {
  it(`${name} gives back every byte of whole blocks, zeros at the end among them`, () => {
    const cipher = agentCipher(name, 'a'.repeat(47));
    const blocks = fc.array(fc.constantFrom(0, 0, 33, 255), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(blocks, (bytes) => {
        const plain = Buffer.from(bytes.flatMap((byte) => Array<number>(8).fill(byte)));
        assert.deepEqual(cipher.decrypt(cipher.encrypt(plain)), plain);
      }),
    );
  });
}
