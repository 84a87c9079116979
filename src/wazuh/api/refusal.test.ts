import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import * as answers from './answers.ts';
import type { Call } from './call.ts';
import { plainWords } from './plain-words.ts';
import { readJson } from './read-json.ts';
import { refusalOf } from './refusal.ts';

const CALL: Call = {
  name: 'nodes',
  does: 'list the cluster’s nodes',
  action: 'cluster:read',
  method: 'GET',
  path: '/cluster/nodes',
  query: {},
  answer: answers.nodesAnswer,
  use: 'discovery',
  patienceMs: 1,
  rounds: 1,
};
const bodies = fc.oneof(
  fc.string(),
  fc.json(),
  fc.record({ detail: fc.anything(), code: fc.anything(), error: fc.anything() }).map((value) => {
    try {
      return JSON.stringify(value) ?? '';
    } catch {
      return '';
    }
  }),
  fc
    .record({ affected_items: fc.array(fc.jsonValue()), total_affected_items: fc.jsonValue() })
    .map((data) => JSON.stringify({ data })),
);

test('whatever a server sends, it is read or refused, and nothing is thrown', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100, max: 599 }), bodies, (status, text) => {
      const refusal = refusalOf(CALL, { status, text });
      assert.equal(refusal === undefined, status === 200);
      if (refusal?.is === 'final') assert.doesNotMatch(refusal.fault.message, /\p{Cc}/u);
      for (const shape of Object.values(answers)) readJson(shape, text);
    }),
    { numRuns: 500 },
  );
});

test('each way in which the API says no is known', () => {
  const is = (status: number, body: unknown) => refusalOf(CALL, { status, text: JSON.stringify(body) });
  assert.deepEqual(is(429, { code: 6001 }), { is: 'too-many' });
  assert.deepEqual(is(401, {}), { is: 'not-logged-in' });
  assert.deepEqual(is(500, { detail: 'Timeout executing API request', error: 3021 }), {
    is: 'passes',
    why: 'HTTP 500, error 3021: Timeout executing API request',
  });
  assert.equal(is(403, { detail: 'Permission denied', error: 4000 })?.is, 'final');
  assert.equal(is(301, {})?.is, 'final');
});

test('words of a stranger are one short line without control characters', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', size: 'large' }),
      fc.integer({ min: 2, max: 300 }),
      (text, longest) => {
        const plain = plainWords(text, longest);
        assert.ok(plain.length <= longest);
        assert.doesNotMatch(plain, /[\p{Cc}\p{Zl}\p{Zp}]/u);
      },
    ),
  );
  assert.equal(plainWords('a\u001b[2J\nb\u202ec', 20), 'a [2J b c');
});
