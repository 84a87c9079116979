import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AgentKey, isForOneHost, parseAgentKey, parseAgentKeys, printAgentKeys } from './agent-key.ts';

const key: fc.Arbitrary<AgentKey> = fc.record(
  {
    id: fc.integer({ min: 1, max: 999_999 }).map((id) => String(id).padStart(3, '0')),
    name: fc.stringMatching(/^[A-Za-z0-9_.-]{2,30}$/),
    ip: fc.constantFrom('any', '10.0.0.5', '10.0.0.0/24'),
    key: fc.stringMatching(/^[0-9a-f]{64}$/),
  },
  { noNullPrototype: true },
);

describe('client.keys', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        assert.deepEqual(parseAgentKeys(printAgentKeys(keys)), keys);
      }),
    );
  });

  it('has lines that are no agents: removed ones, comments, anything else', () => {
    const text = '001 web01 any aa\r\n002 !web02 any bb\n# comment any cc\n\n003 web03 any\n4 web04 any dd\n';
    assert.deepEqual(
      parseAgentKeys(text).map(({ name }) => name),
      ['web01'],
    );
    assert.equal(parseAgentKey('003 #web03 any cc'), undefined);
  });

  it('ties an agent to one host only by a plain address', () => {
    assert.deepEqual(['any', '10.0.0.0/24', '10.0.0.5', 'fd00::5'].map(isForOneHost), [
      false,
      false,
      true,
      true,
    ]);
  });
});
