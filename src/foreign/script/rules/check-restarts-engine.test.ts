import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { checkRestartsEngine } from './check-restarts-engine.ts';

const find = (text: string, path?: string) => checkRestartsEngine.find(scriptSubject(text, path));

test('each way to restart an engine in a check is found', () => {
  for (const command of [
    'systemctl restart haproxy',
    'systemctl --no-block start nginx.service',
    'sudo service keepalived restart',
    '/etc/init.d/haproxy start',
    'rc-service nginx restart',
  ]) {
    const [finding] = find(`#!/bin/sh\npidof haproxy || ${command}\n`);
    assert.deepEqual([finding?.at.line, finding?.at.column], [2, 18], command);
  }
  assert.match(find('systemctl restart haproxy\n')[0]?.message ?? '', /^This check runs restart on haproxy:/);
});

test('other verbs, other services, and scripts that are no check are fine', () => {
  assert.deepEqual(
    find('systemctl stop keepalived\nsystemctl reload haproxy\nsystemctl restart rsyslog\n'),
    [],
  );
  assert.deepEqual(find('systemctl restart haproxy\n', 'deploy.sh'), []);
});
