import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { distroCipherString } from './distro-cipher-string.ts';

const find = (text: string) => distroCipherString.find(haproxySubject(text));

test('tells each list of global that names the profile', () => {
  const findings = find(
    'global\n ssl-default-bind-ciphers PROFILE=SYSTEM\n ssl-default-server-ciphers PROFILE=SYSTEM\n',
  );
  assert.deepEqual(placesOf(findings), ['2:27', '3:29']);
  assert.equal(
    findings[0]?.message,
    '`PROFILE=SYSTEM` means something on Fedora and Red Hat only: elsewhere HAProxy finds no cipher in it and does not start.',
  );
});

test('says nothing on such a system, of other lists, or under a condition', () => {
  assert.deepEqual(
    find('global\n ca-base /etc/pki/tls/certs\n ssl-default-bind-ciphers PROFILE=SYSTEM\n'),
    [],
  );
  assert.deepEqual(find('global\n ssl-default-bind-ciphers ECDHE-RSA-AES128-GCM-SHA256\n'), []);
  assert.deepEqual(find('global\n ssl-default-bind-ciphers\n'), []);
  assert.deepEqual(find('global\n.if defined(X)\n ssl-default-bind-ciphers PROFILE=SYSTEM\n.endif\n'), []);
});
