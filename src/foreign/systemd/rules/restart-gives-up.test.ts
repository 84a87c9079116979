import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemdSubject } from '../../../../tests/support/foreign-subjects.ts';
import { restartGivesUp } from './restart-gives-up.ts';

const find = (limits: string, service = 'Restart=always') =>
  restartGivesUp.find(
    systemdSubject(`[Unit]\n${limits}\n[Service]\nExecStart=/usr/sbin/haproxy -Ws\n${service}\n`),
  );

test('limits that are reached are told with their arithmetic', () => {
  const [finding] = find('StartLimitIntervalSec=60\nStartLimitBurst=3', 'Restart=always\nRestartSec=2');
  assert.deepEqual([finding?.at.line, finding?.severity], [3, 'warning']);
  assert.equal(
    finding?.message,
    'After 3 deaths within 60 s systemd gives haproxy up for good, and with 2 s between the starts that takes 6 s.',
  );
});

test('defaults alone are advice', () => {
  const [finding] = find('');
  assert.deepEqual([finding?.at.line, finding?.severity], [5, 'info']);
  assert.match(
    finding?.message ?? '',
    /After 5 deaths within 10 s .* 0\.1 s between the starts that takes 0\.5 s/,
  );
});

test('starts that do not fit into the interval never reach the limit', () => {
  assert.equal(
    find('StartLimitIntervalSec=10\nStartLimitBurst=5', 'Restart=on-failure\nRestartSec=1999ms').length,
    1,
  );
  assert.deepEqual(find('StartLimitIntervalSec=10\nStartLimitBurst=5', 'Restart=always\nRestartSec=2'), []);
  assert.equal(find('StartLimitInterval=1min', 'Restart=always\nRestartSec=2sec')[0]?.at.line, 2);
});

test('a limit that is off, or not known, is not told', () => {
  assert.deepEqual(find('StartLimitIntervalSec=0'), []);
  assert.deepEqual(find('StartLimitBurst=0'), []);
  assert.deepEqual(find('StartLimitIntervalSec=infinity'), []);
  assert.deepEqual(find('StartLimitBurst=many'), []);
  assert.deepEqual(find('StartLimitBurst=2', 'Restart=no'), []);
});
