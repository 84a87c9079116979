import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { serverTlsNotVerified } from './server-tls-not-verified.ts';

const find = (text: string) => serverTlsNotVerified.find(haproxySubject(text));

const server = (words: string, address = '10.0.0.1:443') => `backend b\n server a ${address} ${words}\n`;

test('tells `verify none` where it stands', () => {
  const findings = find(server('ssl verify none'));
  assert.deepEqual(placesOf(findings), ['2:28']);
  assert.equal(
    findings[0]?.message,
    '`verify none`: the certificate of server a of backend b is not looked at, so anybody can answer in its place.',
  );
  assert.equal(findings[0].at.endColumn, 39);
});

test('the same default-server is told once', () => {
  const text = 'backend b\n default-server ssl verify none\n server a 10.0.0.1:443\n server c 10.0.0.2:443\n';
  assert.deepEqual(placesOf(find(text)), ['2:21']);
});

test('ssl-server-verify none in global counts for servers that say nothing', () => {
  const findings = find(`global\n ssl-server-verify none\n${server('ssl')}`);
  assert.deepEqual(placesOf(findings), ['4:24']);
  assert.deepEqual(find(`global\n ssl-server-verify required\n${server('ssl')}`), []);
  assert.deepEqual(
    find(`global\n ssl-server-verify none\n${server('ssl verify required ca-file /a.pem')}`),
    [],
  );
});

test('public authorities need a name', () => {
  for (const bundle of [
    '@system-ca',
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
  ]) {
    assert.equal(find(server(`ssl verify required ca-file ${bundle}`)).length, 1, bundle);
    assert.deepEqual(find(server(`ssl verify required ca-file ${bundle} verifyhost a.b`)), [], bundle);
    assert.deepEqual(find(server(`ssl verify required ca-file ${bundle} sni str(a.b)`)), [], bundle);
  }
  assert.deepEqual(find(server('ssl verify required ca-file /etc/haproxy/ca.pem')), []);
});

test('says nothing without ssl, or of this machine itself', () => {
  assert.deepEqual(find(server('verify none check')), []);
  for (const address of ['127.0.0.1:443', '[::1]:443', '/run/a.sock', 'localhost:443'])
    assert.deepEqual(find(server('ssl verify none', address)), [], address);
});
