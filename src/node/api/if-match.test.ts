import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKnown, readIfMatch } from './if-match.ts';

test('a condition is one ETag, or none', () => {
  assert.equal(readIfMatch(undefined), undefined);
  assert.equal(readIfMatch('*'), undefined);
  assert.equal(readIfMatch(' "3-abc" '), '"3-abc"');
  for (const wrong of ['', '3-abc', '"3-abc', '"a", "b"', '"a"b"']) {
    assert.throws(() => readIfMatch(wrong), { code: 'node/bad-request' }, wrong);
  }
});

test('a weak tag matches no state: it is compared as it stands, and is none of ours', () => {
  assert.equal(readIfMatch('W/"3-abc"'), 'W/"3-abc"');
});

test('what a caller has already is known by any of its tags', () => {
  assert.ok(isKnown('"a", W/"b"', '"b"'));
  assert.ok(isKnown('*', '"b"'));
  assert.ok(!isKnown('"a"', '"b"'));
  assert.ok(!isKnown(undefined, '"b"'));
});
