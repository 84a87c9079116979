import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { slowFailover } from './slow-failover.ts';

const find = (ttl: number, maxOutageMs?: number) =>
  slowFailover.find(patroniSubject(`bootstrap:\n  dcs:\n    ttl: ${ttl}\n`, { maxOutageMs }));

test('a lease longer than the allowed outage is found', () => {
  const [finding] = find(30, 29_999);
  assert.deepEqual([finding?.at.line, finding?.at.column], [3, 10]);
  assert.match(finding?.message ?? '', /up to 30 s .* at most 29999ms is allowed/);
});

test('one that is not, and no allowed outage, are fine', () => {
  assert.deepEqual(find(30, 30_000), []);
  assert.deepEqual(find(30), []);
});
