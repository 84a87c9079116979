import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { serverWithoutCheck } from './server-without-check.ts';

const find = (text: string) => serverWithoutCheck.find(haproxySubject(text));

test('tells each server without a check at its line', () => {
  const findings = find('defaults\nbackend b\n server a 10.0.0.1:80 check\n server c 10.0.0.2:80 weight 5\n');
  assert.deepEqual(placesOf(findings), ['4:2']);
  assert.equal(
    findings[0]?.message,
    'Server c of backend b is not checked: when it dies, its share of the traffic (1 of 2 servers) goes on being sent to it.',
  );
  assert.equal(findings[0].at.endColumn, 22);
});

test('a template counts as many servers', () => {
  const [finding] = find('defaults\nbackend b\n server-template s 3 example.org:80\n');
  assert.match(finding?.message ?? '', /\(3 of 3 servers\)/);
});

test('no-check takes the check of default-server away', () => {
  const text =
    'defaults\n default-server check\nbackend b\n server a 10.0.0.1:80\n server c 10.0.0.2:80 no-check\n';
  const findings = find(text);
  assert.deepEqual(placesOf(findings), ['5:2']);
  assert.equal(findings[0]?.severity, 'info');
});

test('a backup has no share of its own', () => {
  const findings = find('defaults\nbackend b\n server a 10.0.0.1:80 check\n server s 10.0.0.9:80 backup\n');
  assert.deepEqual(placesOf(findings), ['4:2']);
  assert.equal(
    findings[0]?.message,
    'Server s of backend b is not checked: when it dies, what is sent to it in the place of the others is lost.',
  );
  assert.equal(findings[0].severity, undefined);
});

test('any source of health will do', () => {
  for (const words of ['check', 'agent-check agent-port 9', 'track other/a'])
    assert.deepEqual(
      find(`defaults\nbackend b\n server a 10.0.0.1:80 ${words}\n server c 10.0.0.2:80 ${words}\n`),
      [],
    );
});

test('says nothing of a single server, of one that takes no part, or of one that may be anything', () => {
  assert.deepEqual(find('defaults\nbackend b\n server a 10.0.0.1:80\n'), []);
  for (const line of [
    'server c 10.0.0.2:80 disabled',
    'server c 0.0.0.0',
    'server c udp@10.0.0.2:514',
    'server c 10.0.0.2:80 weight 0',
    'server c rhttp@',
    'server c 10.0.0.2:80 "${OPTIONS[*]}"',
  ])
    assert.deepEqual(find(`defaults\nbackend b\n server a 10.0.0.1:80 check\n ${line}\n`), [], line);
  assert.deepEqual(
    find('defaults\nbackend b\n server a 1.1.1.1:1 check\n.if defined(X)\n server c 1.1.1.2:1\n.endif\n'),
    [],
  );
});

test('a pool of bare servers is known for what it is, in a piece too', () => {
  const pool = 'server a 10.0.0.1:80\n server c 10.0.0.2:80\n';
  assert.deepEqual(placesOf(find(`backend b\n ${pool}`)), ['2:2', '3:2']);
  assert.equal(find(`backend b\n mode tcp\n balance source\n ${pool}`).length, 2);
  assert.deepEqual(find(`backend b\n stick on src\n ${pool}`), []);
  assert.deepEqual(find('backend b\n server a 10.0.0.1:80 weight 1\n server c 10.0.0.2:80\n'), []);
});

test('in a piece of a configuration only the odd one out is told', () => {
  const servers = (checked: number) =>
    `backend b\n${' server a 10.0.0.1:80 check\n'.repeat(checked)} server c 10.0.0.2:80\n`;
  assert.equal(find(servers(2)).length, 1);
  assert.deepEqual(find(servers(1)), []);
});
