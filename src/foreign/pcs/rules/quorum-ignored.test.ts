import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcsSubject } from '../../../../tests/support/foreign-subjects.ts';
import { quorumIgnored } from './quorum-ignored.ts';

const find = (text: string) => quorumIgnored.find(pcsSubject(text));

test('ignore is found at the word, also behind sudo and among others', () => {
  const [finding, ...others] = find('#!/bin/sh\nsudo pcs property set x=1 no-quorum-policy=ignore\n');
  assert.deepEqual([finding?.at.line, finding?.at.column, others.length], [2, 27, 0]);
});

test('what happens depends on fencing', () => {
  const line = 'pcs property set no-quorum-policy=ignore\n';
  assert.match(find(line)[0]?.message ?? '', /it fences its peer/);
  assert.match(
    find(`${line}pcs property set stonith-enabled=true\n`)[0]?.message ?? '',
    /it fences its peer/,
  );
  assert.match(
    find(`${line}pcs property set stonith-enabled=false\n`)[0]?.message ?? '',
    /both hold the VIP/,
  );
});

test('another policy, a later one, and one that is unset again are fine', () => {
  assert.deepEqual(find('pcs property set no-quorum-policy=stop\n'), []);
  assert.deepEqual(
    find('pcs property set no-quorum-policy=ignore\npcs property set no-quorum-policy=freeze\n'),
    [],
  );
  assert.deepEqual(
    find('pcs property set no-quorum-policy=ignore; pcs property unset no-quorum-policy\n'),
    [],
  );
  assert.deepEqual(
    find('pcs property set no-quorum-policy=ignore; pcs property set no-quorum-policy=\n'),
    [],
  );
  assert.deepEqual(find('echo pcs property set no-quorum-policy=ignore\n'), []);
});
