import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { caFileMissing } from './ca-file-missing.ts';

const find = (text: string) => caFileMissing.find(haproxySubject(text));

const server = (words: string) => `defaults\nbackend b\n server a 10.0.0.1:443 ${words}\n`;

test('tells the keyword that asks for TLS', () => {
  for (const words of ['ssl', 'ssl verify required', 'check-ssl'])
    assert.deepEqual(placesOf(find(server(words))), ['3:24'], words);
  assert.equal(
    find(server('ssl'))[0]?.message,
    'Server a of backend b is to be verified, but no `ca-file` names an authority: HAProxy refuses the file and does not start.',
  );
});

test('the same default-server is told once', () => {
  const text = 'defaults\nbackend b\n default-server ssl\n server a 10.0.0.1:443\n server c 10.0.0.2:443\n';
  assert.deepEqual(placesOf(find(text)), ['3:17']);
});

test('says nothing with an authority, where verifying is off, without TLS, or of a piece', () => {
  for (const words of [
    'ssl ca-file /a.pem',
    'ssl verify none',
    'ssl verify "$V"',
    'check',
    'verify required',
  ])
    assert.deepEqual(find(server(words)), [], words);
  assert.deepEqual(find(`global\n ssl-server-verify none\n${server('ssl')}`), []);
  assert.deepEqual(find('backend b\n server a 10.0.0.1:443 ssl\n'), []);
});
