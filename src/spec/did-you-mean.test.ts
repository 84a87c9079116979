import assert from 'node:assert/strict';
import { test } from 'node:test';
import { didYouMean, nearest } from './did-you-mean.ts';

test('a slip is found: a letter more, less, other, or two swapped', () => {
  for (const word of ['listenn', 'liste', 'lixten', 'lisetn', 'Listen'])
    assert.equal(nearest(word, ['vip', 'listen']), 'listen');
});

test('a word that is far from all is not guessed', () => {
  assert.equal(nearest('banana', ['vip', 'listen', 'pool']), undefined);
  assert.equal(didYouMean('banana', ['vip']), '');
});
