import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { containerOutlivesEngine } from './container-outlives-engine.ts';

const find = (text: string) => containerOutlivesEngine.find(scriptSubject(text, 'entrypoint.sh'));

test('an endless command behind the start of an engine is found', () => {
  const [finding, ...others] = find('#!/bin/bash\nservice haproxy start\n\ntail -f /dev/null\n');
  assert.deepEqual([finding?.at.line, finding?.at.column, others.length], [4, 1, 0]);
  assert.match(finding?.remedy ?? '', /exec haproxy -W -db/);
});

test('each way to start in the background, and to wait, counts', () => {
  for (const start of [
    'nginx',
    'haproxy -f /etc/x.cfg -D',
    'haproxy -db -f x &',
    '/etc/init.d/haproxy start',
    'keepalived',
    'nginx -g "daemon off;" &',
  ])
    assert.equal(find(`${start}\nexec sleep infinity\n`).length, 1, start);
  assert.equal(find('nginx\ntail -F /var/log/nginx/access.log\n').length, 1);
});

test('an engine in the foreground, a check, or no engine, are fine', () => {
  for (const text of [
    'exec haproxy -W -db -f x',
    'haproxy -c -f x\ntail -f /dev/null',
    "nginx -g 'daemon off;'\ntail -f /dev/null",
    'keepalived -n\nsleep infinity',
    'dataplaneapi &\ntail -f /dev/null',
    'nginx\nsleep 5',
    'nginx\ntail -f /var/log/x &\nwait -n',
    'nginx\ntail -n 5 x',
    'service haproxy status\ntail -f /dev/null',
  ])
    assert.deepEqual(find(`${text}\n`), [], text);
});
