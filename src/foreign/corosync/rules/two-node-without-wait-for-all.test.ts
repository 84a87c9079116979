import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corosyncSubject } from '../../../../tests/support/foreign-subjects.ts';
import { twoNodeWithoutWaitForAll } from './two-node-without-wait-for-all.ts';

const find = (...lines: string[]) =>
  twoNodeWithoutWaitForAll.find(corosyncSubject(`quorum {\n${lines.join('\n')}\n}\n`));

test('wait_for_all: 0 beside two_node: 1 is found where it stands', () => {
  const [finding, ...others] = find('two_node: 1', '  wait_for_all: 0');
  assert.deepEqual([finding?.at.line, finding?.at.column, others.length], [3, 3, 0]);
});

test('two_node alone, with wait_for_all: 1, or wait_for_all: 0 without it, is fine', () => {
  assert.deepEqual(find('two_node: 1'), []);
  assert.deepEqual(find('two_node: 1', 'wait_for_all: 1'), []);
  assert.deepEqual(find('two_node: 0', 'wait_for_all: 0'), []);
  assert.deepEqual(find('wait_for_all: 0'), []);
});
