import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type EnrollmentRequest,
  keyHash,
  parseEnrollmentAnswer,
  parseEnrollmentRequest,
  printEnrollmentAnswer,
  printEnrollmentRequest,
} from './enrollment.ts';
import { isRefusal } from './refusal.ts';

const KEY = { id: '001', name: 'web01', ip: 'any', key: 'ab'.repeat(32) };
const word = fc.stringMatching(/^[A-Za-z0-9_.-]{2,20}$/);
const request: fc.Arbitrary<EnrollmentRequest> = fc.record(
  {
    name: word,
    password: fc.option(word, { nil: undefined }),
    version: fc.option(word, { nil: undefined }),
    groups: fc.option(fc.array(word, { minLength: 1, maxLength: 3 }), { nil: undefined }),
    ip: fc.option(fc.constantFrom('src', '10.0.0.5', '10.0.0.0/24'), { nil: undefined }),
    keyHash: fc.option(fc.constant(keyHash(KEY)), { nil: undefined }),
  },
  { noNullPrototype: true },
);

describe('an enrollment', () => {
  it('is asked for in one line, its fields in their order', () => {
    const line = printEnrollmentRequest({
      ...{ name: 'web01', password: 'secret', version: 'v4.14.7', groups: ['a', 'b'], ip: 'src' },
      keyHash: 'ff',
    });
    assert.equal(line, "OSSEC PASS: secret OSSEC A:'web01' V:'v4.14.7' G:'a,b' IP:'src' K:'ff'\n");
    assert.equal(printEnrollmentRequest({ name: 'web01' }), "OSSEC A:'web01'\n");
  });

  it('is read as it was asked for', () => {
    fc.assert(
      fc.property(request, (said) => {
        assert.deepEqual(parseEnrollmentRequest(printEnrollmentRequest(said)), said);
      }),
    );
  });

  it('with fields in another order, or a name that is none, is refused with the reason', () => {
    assert.deepEqual(parseEnrollmentRequest("OSSEC A:'web01' K:'ff' V:'v4.14.7'\n"), {
      refused: 'Invalid request for new agent',
    });
    assert.deepEqual(parseEnrollmentRequest("OSSEC A:'web 01'\n"), {
      refused: 'Invalid agent name: web 01',
    });
  });

  it('is answered with a key or an error', () => {
    assert.equal(printEnrollmentAnswer({ key: KEY }), `OSSEC K:'001 web01 any ${KEY.key}'\n`);
    assert.deepEqual(parseEnrollmentAnswer(printEnrollmentAnswer({ key: KEY })), { key: KEY });
    const error = { error: 'Duplicate agent name: web01' };
    assert.equal(printEnrollmentAnswer(error), 'ERROR: Duplicate agent name: web01. Unable to add agent\n');
    assert.deepEqual(parseEnrollmentAnswer(printEnrollmentAnswer(error)), error);
  });

  it('of any text at all is read or refused, never an error', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string().map((rest) => `OSSEC A:'${rest}`),
    );
    fc.assert(
      fc.property(text, (said) => {
        const asked = parseEnrollmentRequest(said);
        assert.ok(isRefusal(asked) || asked.name.length >= 2);
        parseEnrollmentAnswer(said);
      }),
    );
  });

  it('proves a key that the agent has by its hash', () => {
    // printf 001web01abab… | sha1sum
    assert.equal(keyHash(KEY), 'be49d66ef5e17894b08eb804ff435e453acad39b');
    assert.notEqual(keyHash(KEY), keyHash({ ...KEY, name: 'web02' }));
  });
});
