import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedText } from '../../../../tests/support/fixed-text.ts';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { openAdminSocket } from './open-admin-socket.ts';

const find = (text: string) => openAdminSocket.find(haproxySubject(text));

const socket = (words: string) => find(`global\n stats socket ${words}\n`);

test('tells a TCP port of level admin', () => {
  const [finding] = socket('ipv4@0.0.0.0:9999 level admin');
  assert.deepEqual([finding?.at.line, finding?.at.column, finding?.at.endColumn], [2, 15, 32]);
  assert.equal(finding?.severity, undefined);
  assert.equal(
    finding?.message,
    'Whoever reaches it can command HAProxy at ipv4@0.0.0.0:9999: a socket of level admin on a TCP port asks for no password.',
  );
  assert.equal(socket('*:9999 level admin').length, 1);
  assert.equal(socket('10.0.0.1:9999 level admin').length, 1);
});

test('on a loopback address it is a warning', () => {
  const [finding] = socket('127.0.0.1:9999 level admin');
  assert.equal(finding?.severity, 'warning');
  assert.match(finding.message, /^Every user of this machine can command HAProxy at 127/);
});

test('tells a file that everybody may write, and its fix takes that away', () => {
  for (const mode of ['666', '0777', '622', '603']) {
    const text = `global\n stats socket /run/h.sock level admin mode ${mode}\n`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:39'], mode);
    assert.equal(
      findings[0]?.message,
      `Mode ${mode} lets every user of this machine write to /run/h.sock, and level admin lets every writer command HAProxy.`,
    );
    const fixed = fixedText(text, findings);
    assert.equal(fixed, 'global\n stats socket /run/h.sock level admin mode 660\n');
    assert.deepEqual(find(fixed), []);
  }
});

test('says nothing of other levels, narrower modes, inherited sockets, or under a condition', () => {
  for (const words of [
    '/run/h.sock level admin mode 660',
    '/run/h.sock level admin mode 664',
    '/run/h.sock level admin',
    '/run/h.sock mode 666',
    '/run/h.sock mode 666 level operator',
    ':9999 level user',
    'fd@5 level admin',
    '"$ADDRESS:99" level admin',
  ])
    assert.deepEqual(socket(words), [], words);
  assert.deepEqual(find('global\n stats timeout 5s\n'), []);
  assert.deepEqual(find('global\n.if defined(X)\n stats socket :9999 level admin\n.endif\n'), []);
});
