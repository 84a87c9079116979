import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedText } from '../../../../tests/support/fixed-text.ts';
import { haproxySubject } from '../../../../tests/support/lint-subjects.ts';
import { timeoutWithoutUnit } from './timeout-without-unit.ts';

const find = (text: string) => timeoutWithoutUnit.find(haproxySubject(text));

test('tells the value and what it means', () => {
  const [finding] = find('defaults\n timeout server 30\n');
  assert.deepEqual(finding?.at, { path: 'haproxy.cfg', line: 2, column: 17, endLine: 2, endColumn: 19 });
  assert.equal(
    finding.message,
    '`timeout server 30` is 30 milliseconds, because a time without a unit is in milliseconds.',
  );
  assert.equal(
    finding.remedy,
    'write `timeout server 30s` for seconds, or `30ms` where milliseconds are meant.',
  );
});

test('nobody waits less than a second for a client, or less than 100 ms for a connection', () => {
  for (const name of ['client', 'server', 'http-request', 'tunnel']) {
    assert.equal(find(`defaults\n timeout ${name} 999\n`).length, 1, name);
    assert.equal(find(`defaults\n timeout ${name} 1\n`).length, 1, name);
    assert.deepEqual(find(`defaults\n timeout ${name} 1000\n`), [], name);
  }
  for (const name of ['connect', 'check', 'queue', 'client-fin', 'server-fin', 'http-keep-alive', 'tarpit']) {
    assert.equal(find(`backend b\n timeout ${name} 99\n`).length, 1, name);
    assert.deepEqual(find(`backend b\n timeout ${name} 100\n`), [], name);
  }
});

test('a unit, zero, a variable, an unknown timeout and other sections are left alone', () => {
  for (const line of ['server 30ms', 'server 3s', 'server 0', 'server "$T"', 'retry 1', 'server'])
    assert.deepEqual(find(`defaults\n timeout ${line}\n`), [], line);
  assert.deepEqual(find('resolvers r\n timeout connect 5\n'), []);
  for (const kind of ['frontend', 'backend', 'listen'])
    assert.equal(find(`${kind} x\n timeout client 5\n`).length, 1);
});

test('its fix adds the s and leaves nothing to find', () => {
  const text = 'defaults\n timeout client  30   # half a minute\n timeout connect 5\n';
  const fixed = fixedText(text, find(text));
  assert.equal(fixed, 'defaults\n timeout client  30s   # half a minute\n timeout connect 5s\n');
  assert.deepEqual(find(fixed), []);
});
