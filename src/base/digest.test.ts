import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fnv1a } from './digest.ts';

test('the digest is FNV-1a by its published vectors, and so never changes', () => {
  assert.equal(fnv1a(''), 0x811c9dc5);
  assert.equal(fnv1a('a'), 0xe40c292c);
  assert.equal(fnv1a('foobar'), 0xbf9cf968);
});
