import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { crtFolderOfAuthorities } from './crt-folder-of-authorities.ts';

const find = (text: string) => crtFolderOfAuthorities.find(haproxySubject(text));

const bind = (crt: string) => find(`frontend f\n bind :443 ssl crt ${crt}\n`);

test("tells the system's folders where they stand", () => {
  for (const folder of [
    '/etc/ssl/certs',
    '/etc/ssl/certs/',
    '/etc/ssl/private',
    '/etc/ssl',
    '/etc/pki/tls/certs',
    '/etc/ca-certificates',
  ]) {
    assert.deepEqual(placesOf(bind(folder)), ['2:16'], folder);
  }
  assert.equal(
    bind('/etc/ssl/certs')[0]?.message,
    'frontend f loads every file of /etc/ssl/certs as a certificate with a key; that folder holds other files, so HAProxy does not start.',
  );
});

test('reads every crt of the line', () => {
  assert.deepEqual(placesOf(bind('/srv/site.pem crt /etc/ssl/certs/ alpn h2,http/1.1')), ['2:34']);
  assert.deepEqual(placesOf(bind('/etc/ssl crt /etc/ssl/private')), ['2:16', '2:29']);
});

test('says nothing of a file, of a folder of their own, or under a condition', () => {
  for (const crt of [
    '/etc/ssl/certs/site.pem',
    '/etc/haproxy/certs/',
    '/etc/ssl/haproxy/',
    '/srv/etc/ssl/certs',
  ])
    assert.deepEqual(bind(crt), [], crt);
  assert.deepEqual(find('frontend f\n bind :443\n'), []);
  assert.deepEqual(find('frontend f\n.if defined(X)\n bind :443 ssl crt /etc/ssl/certs\n.endif\n'), []);
});
