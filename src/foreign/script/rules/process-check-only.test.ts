import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { processCheckOnly } from './process-check-only.ts';

const find = (text: string, path?: string) => processCheckOnly.find(scriptSubject(text, path));

test('each way to ask for the process is found and named', () => {
  for (const [command, how, engine] of [
    ['systemctl is-active --quiet haproxy', 'systemctl is-active', 'haproxy'],
    ['systemctl status nginx.service', 'systemctl status', 'nginx'],
    ['service haproxy status', 'service status', 'haproxy'],
    ['/usr/bin/pgrep -x nginx', 'pgrep', 'nginx'],
    ['pidof /usr/sbin/haproxy', 'pidof', 'haproxy'],
    ['killall -0 haproxy', 'killall -0', 'haproxy'],
    ['ps aux | grep haproxy', 'ps | grep', 'haproxy'],
    ['NAME=haproxy; sudo pidof $NAME', 'pidof', 'haproxy'],
  ] as const) {
    const [finding, ...others] = find(`${command}\n`);
    assert.ok(finding?.message.startsWith(`${how} only tells that ${engine} has a process`), command);
    assert.equal(others.length, 0, command);
  }
});

test('the finding covers the command', () => {
  const [finding] = find('#!/bin/sh\nx=$(systemctl is-active haproxy)\n');
  assert.deepEqual([finding?.at.line, finding?.at.column, finding?.at.endColumn], [2, 5, 32]);
});

test('a request to another machine is no question to the engine', () => {
  assert.equal(find('curl -s http://192.168.1.10:80/health\nsystemctl is-active haproxy\n').length, 1);
});

test('a script that asks the engine itself may look for the process, too', () => {
  const process = 'pidof haproxy || exit 1\n';
  for (const question of [
    'curl -sf -m 1 http://127.0.0.1:8404/health',
    'curl -sf -m 1 http://localhost/health',
    'curl -sf -m 1 "$URL"',
    'echo "show info" | socat - /run/haproxy.sock',
    'nc -z 127.0.0.1 80',
    'exec 3<>/dev/tcp/127.0.0.1/80',
  ])
    assert.deepEqual(find(`${process}${question}\n`), [], question);
});

test('other processes, keepalived, other verbs and scripts that are no check are left alone', () => {
  assert.deepEqual(find('pidof postgres\nsystemctl is-active keepalived\nsystemctl reload haproxy\n'), []);
  assert.deepEqual(find('killall haproxy\nps aux\ngrep haproxy /etc/passwd\n'), []);
  assert.deepEqual(find('systemctl is-active haproxy\n', 'deploy.sh'), []);
});
