import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noticesWanted } from './service-notices.ts';

test('nothing is said where no service manager listens', () => {
  assert.deepEqual(noticesWanted({}, 7), { state: false, aliveEveryMs: undefined });
  assert.deepEqual(noticesWanted({ NOTIFY_SOCKET: '', WATCHDOG_USEC: '30000000' }, 7), {
    state: false,
    aliveEveryMs: undefined,
  });
});

test('a sign of life is given twice in the time that systemd waits, and only by the process that it is wanted of', () => {
  const environment = { NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '30000000' };
  assert.deepEqual(noticesWanted(environment, 7), { state: true, aliveEveryMs: 15_000 });
  assert.equal(noticesWanted({ ...environment, WATCHDOG_PID: '7' }, 7).aliveEveryMs, 15_000);
  assert.equal(noticesWanted({ ...environment, WATCHDOG_PID: '8' }, 7).aliveEveryMs, undefined);
});
