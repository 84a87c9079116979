import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { stateFromLog } from './state-from-log.ts';

const find = (text: string) => stateFromLog.find(scriptSubject(text));

test('a state that is searched in the journal or a log is found at its pipeline', () => {
  const [finding] = find(`S=$(sudo journalctl -u keepalived -n 5 | grep -oP '(MASTER|BACKUP)' | tail -1)\n`);
  assert.deepEqual([finding?.at.line, finding?.at.column], [1, 5]);
  assert.equal(find('tail -n 100 /var/log/syslog | grep "Entering MASTER STATE"\n').length, 1);
  assert.equal(find('grep -c FAULT /var/log/keepalived.log\n').length, 1);
});

test('other words, and a state from elsewhere, are fine', () => {
  assert.deepEqual(find('journalctl -u keepalived | grep -i error\n'), []);
  assert.deepEqual(find('cat /run/keepalived/state | grep MASTER\n'), []);
  assert.deepEqual(find('journalctl -u keepalived | tail\necho MASTER\n'), []);
});
