import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcsSubject } from '../../../../tests/support/foreign-subjects.ts';
import { monitorWithoutTimeout } from './monitor-without-timeout.ts';

const find = (rest: string) =>
  monitorWithoutTimeout.find(pcsSubject(`pcs resource create VIP IPaddr2 ip=10.0.0.1 \\\n${rest}\n`));

test('a monitor without timeout is found, also on a continued line', () => {
  const [finding] = find('op monitor interval=10s');
  assert.deepEqual([finding?.at.line, finding?.at.column, finding?.at.endColumn], [2, 4, 24]);
});

test('a timeout is enough, of whatever place, but not one of another operation', () => {
  assert.deepEqual(find('op monitor timeout=30s interval=10s'), []);
  assert.equal(find('op monitor interval=10s op start timeout=30s').length, 1);
  assert.deepEqual(find(''), []);
});
