import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemdSubject } from '../../../../tests/support/foreign-subjects.ts';
import { restartedOnlyAfterSuccess } from './restarted-only-after-success.ts';

const unit = (restart: string) => `[Service]\nExecStart=/usr/sbin/haproxy -Ws\nRestart=${restart}\n`;
const find = (text: string, path?: string) => restartedOnlyAfterSuccess.find(systemdSubject(text, path));

test('on-success and on-watchdog are errors, on-abort is a warning', () => {
  const [success] = find(unit('on-success'));
  assert.deepEqual([success?.at.line, success?.at.column, success?.severity], [3, 1, 'error']);
  assert.equal(
    success?.message,
    'systemd starts haproxy again only when it ended without an error, so not after a crash, a kill or a failed start.',
  );
  assert.equal(find(unit('on-watchdog'))[0]?.severity, 'error');
  assert.equal(find(unit('on-abort'))[0]?.severity, 'warning');
});

test('a drop-in is judged by the unit it belongs to', () => {
  const path = 'etc/systemd/system/keepalived.service.d/restart.conf';
  assert.match(find('[Service]\nRestart=on-success\n', path)[0]?.message ?? '', /starts keepalived again/);
});

test('what restarts after a failure is fine, and so are other services', () => {
  for (const value of ['always', 'on-failure', 'on-abnormal', 'no'])
    assert.deepEqual(find(unit(value)), [], value);
  assert.deepEqual(find('[Service]\nExecStart=/bin/job\nRestart=on-success\n', 'job.service'), []);
});
