import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pcsSubject } from '../../../../tests/support/foreign-subjects.ts';
import { resourceWithoutMonitor } from './resource-without-monitor.ts';

const find = (rest: string) =>
  resourceWithoutMonitor.find(pcsSubject(`pcs resource create LB systemd:haproxy ${rest}\n`));

test('--no-default-ops without a monitor is found at the command', () => {
  const [finding] = find('--no-default-ops');
  assert.deepEqual([finding?.at.line, finding?.at.column], [1, 1]);
  assert.match(finding?.message ?? '', /^--no-default-ops leaves LB without/);
});

test('an interval of 0 is found at the monitor', () => {
  const [finding] = find('op start timeout=5s op monitor timeout=3s interval=0s');
  assert.equal(finding?.at.column, 63);
  assert.match(finding?.message ?? '', /^The monitor of LB has interval 0s:/);
});

test('a monitor that runs, and none at all (pcs adds its own), are fine', () => {
  assert.deepEqual(find('op monitor interval=10s'), []);
  assert.deepEqual(find('--no-default-ops op monitor interval=10s'), []);
  assert.deepEqual(find('op monitor timeout=20s'), []);
  assert.deepEqual(find(''), []);
  assert.deepEqual(find('op start interval=0s'), []);
});
