import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentinelSubject } from '../../../../tests/support/foreign-subjects.ts';
import { quorumOfOne } from './quorum-of-one.ts';

const find = (text: string) => quorumOfOne.find(sentinelSubject(text));

test('a quorum of 1 is found at the number', () => {
  const [finding] = find('sentinel monitor cache 10.0.0.1 6379 1\n');
  assert.deepEqual([finding?.at.line, finding?.at.column], [1, 38]);
  assert.match(finding?.message ?? '', /^Quorum 1 for cache:/);
});

test('2 and more are fine', () => {
  assert.deepEqual(find('sentinel monitor a 10.0.0.1 6379 2\nsentinel monitor b 10.0.0.1 6380 3\n'), []);
});
