import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { statsDefaultPassword } from './stats-default-password.ts';

const find = (text: string) => statsDefaultPassword.find(haproxySubject(text));

const auth = (credentials: string) => find(`defaults\nlisten stats\n stats auth ${credentials}\n`);

test('tells the user, never the password', () => {
  const findings = auth('admin:SecureStatsPass');
  assert.deepEqual(placesOf(findings), ['3:13']);
  assert.equal(
    findings[0]?.message,
    'The password of user "admin" for the statistics page is one that tutorials use; scanners try it first.',
  );
});

test('knows those of tutorials, none, and the name of the user', () => {
  for (const credentials of [
    'admin:admin',
    'admin:Password',
    'admin:',
    'admin',
    'wazuh:wazuh',
    'Ops:ops',
    'a:changeme',
    'admin1:AdMiN123',
  ])
    assert.equal(auth(credentials).length, 1, credentials);
});

test('one line proves it, in a piece of a file too', () => {
  assert.deepEqual(placesOf(find('listen s\n stats auth admin:admin\n')), ['2:13']);
});

test('the password of the manual is told in a whole file only', () => {
  assert.deepEqual(find('backend b\n stats auth admin1:AdMiN123\n'), []);
  assert.equal(auth('admin1:AdMiN123').length, 1);
});

test('says nothing of others, of variables, and of other lines', () => {
  for (const credentials of ['admin:mIq7-vurTo-2Kx9', 'admin:pass:word', '"admin:$PASSWORD"', '"$AUTH"'])
    assert.deepEqual(auth(credentials), [], credentials);
  assert.deepEqual(find('defaults\nlisten s\n stats realm admin:admin\n'), []);
});

test('is advice where only this machine can ask, by every bind of the proxy', () => {
  const severity = (binds: string) =>
    find(`defaults\nlisten stats\n${binds} stats auth admin:admin\n`)[0]?.severity;
  assert.equal(severity(' bind 127.0.0.1:8404\n'), 'info');
  assert.equal(severity(' bind localhost:8404\n bind /run/stats.sock\n'), 'info');
  assert.equal(severity(' bind 127.0.0.1:8404,:8405\n'), undefined);
  assert.equal(severity(' bind 127.0.0.1:8404\n bind 10.0.0.1:8404\n'), undefined);
  assert.equal(severity(''), undefined);
  assert.equal(find('defaults\n stats auth admin:admin\n')[0]?.severity, undefined);
});
