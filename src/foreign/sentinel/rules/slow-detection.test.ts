import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentinelSubject } from '../../../../tests/support/foreign-subjects.ts';
import { slowDetection } from './slow-detection.ts';

const MONITOR = 'sentinel monitor m 10.0.0.1 6379 2\n';
const find = (text: string, maxOutageMs?: number) =>
  slowDetection.find(sentinelSubject(text, { maxOutageMs }));

test('a time that uses up the allowed outage is found at the number', () => {
  const [finding] = find(`${MONITOR}sentinel down-after-milliseconds m 5000\n`, 5000);
  assert.deepEqual([finding?.at.line, finding?.at.column], [2, 36]);
  assert.equal(
    finding?.message,
    'm may be silent for 5s before a failover begins; an outage of at most 5s is allowed.',
  );
});

test('the default of 30 s is found at the monitor', () => {
  const [finding] = find(MONITOR, 10_000);
  assert.equal(finding?.at.line, 1);
  assert.match(finding?.message ?? '', /silent for 30s \(Sentinel's default\) before/);
});

test('less than the allowed outage is fine; so is everything when nobody named one', () => {
  assert.deepEqual(find(`${MONITOR}sentinel down-after-milliseconds m 4999\n`, 5000), []);
  assert.deepEqual(find(`${MONITOR}sentinel down-after-milliseconds m 60000\n`), []);
  assert.deepEqual(find(`${MONITOR}sentinel down-after-milliseconds m often\n`, 5000), []);
  assert.deepEqual(find(MONITOR, 30_001), []);
});

test('the last value of the same master counts', () => {
  const other = 'sentinel down-after-milliseconds other 60000\n';
  const own = 'sentinel down-after-milliseconds m 60000\nsentinel down-after-milliseconds m 1000\n';
  assert.deepEqual(find(MONITOR + own + other, 5000), []);
});
