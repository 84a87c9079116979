import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedText } from '../../../../tests/support/fixed-text.ts';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { weakTls } from './weak-tls.ts';

const find = (text: string) => weakTls.find(haproxySubject(text));

const bind = (words: string) => `frontend f\n bind :443 ssl crt x.pem ${words}\n`;

test('tells an old version where it stands, and its fix raises it', () => {
  for (const version of ['SSLv3', 'TLSv1.0', 'TLSv1.1']) {
    const text = bind(`ssl-min-ver ${version}`);
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:26']);
    assert.equal(
      findings[0]?.message,
      `\`ssl-min-ver ${version}\` lets clients choose ${version}, which is broken.`,
    );
    const fixed = fixedText(text, findings);
    assert.equal(fixed, bind('ssl-min-ver TLSv1.2'));
    assert.deepEqual(find(fixed), []);
  }
});

test('a version that is forced or the highest leaves nothing newer', () => {
  for (const [words, name] of [
    ['force-tlsv10', 'TLSv1.0'],
    ['force-tlsv11', 'TLSv1.1'],
    ['force-sslv3', 'SSLv3'],
    ['ssl-max-ver TLSv1.1', 'TLSv1.1'],
  ] as const) {
    const [finding] = find(bind(words));
    assert.equal(
      finding?.message,
      `\`${words}\` allows nothing newer than ${name}, which is broken and which clients refuse.`,
    );
    assert.equal(finding.fix, undefined);
  }
});

test('global defaults and servers are looked at too', () => {
  const text =
    'global\n ssl-default-bind-options no-tls-tickets ssl-min-ver TLSv1.0\n ssl-default-server-options force-tlsv10\n';
  assert.deepEqual(placesOf(find(text)), ['2:42', '3:29']);
  assert.equal(
    fixedText(text, find(text)).split('\n')[1],
    ' ssl-default-bind-options no-tls-tickets ssl-min-ver TLSv1.2',
  );
  assert.deepEqual(
    placesOf(find('backend b\n server a 10.0.0.1:443 ssl verify none ssl-min-ver TLSv1.1\n')),
    ['2:40'],
  );
  const shared =
    'backend b\n default-server ssl ciphers RC4\n server a 10.0.0.1:443\n server c 10.0.0.2:443\n';
  assert.deepEqual(placesOf(find(shared)), ['2:21']);
});

test('broken ciphers are told by name, those that are taken out are not', () => {
  const list = (ciphers: string) => find(`global\n ssl-default-bind-ciphers ${ciphers}\n`);
  assert.equal(
    list('ECDHE-RSA-AES128-GCM-SHA256:RC4-SHA:DES-CBC3-SHA')[0]?.message,
    'The cipher list accepts RC4-SHA, DES-CBC3-SHA, which can be broken.',
  );
  for (const weak of [
    '3DES',
    'NULL',
    'aNULL',
    'eNULL',
    'EXPORT',
    'EXP-RC2',
    'LOW',
    'MD5',
    'NULL-MD5',
    'AES256-SHA:+RC4',
    'ECDHE-RSA-RC4-SHA',
    'RC4+RSA',
  ])
    assert.equal(list(weak).length, 1, weak);
  for (const good of [
    'HIGH:!aNULL:!MD5:!RC4:!3DES',
    'ECDHE+AESGCM:-RC4',
    'DHE-RSA-AES256-GCM-SHA384',
    'ALLOW',
    'DHE-DSS-AES128-SHA',
  ])
    assert.deepEqual(list(good), [], good);
  assert.deepEqual(placesOf(find(bind('ciphers RC4-SHA'))), ['2:26']);
});

test('says nothing of TLS 1.2, without ssl, or under a condition', () => {
  for (const words of ['ssl-min-ver TLSv1.2', 'ssl-max-ver TLSv1.2', 'no-tlsv10', 'force-tlsv12', ''])
    assert.deepEqual(find(bind(words)), [], words);
  assert.deepEqual(find('frontend f\n bind :443 ssl-min-ver TLSv1.0\n'), []);
  assert.deepEqual(
    find('global\n.if defined(X)\n ssl-default-bind-options ssl-min-ver TLSv1.0\n.endif\n'),
    [],
  );
  assert.deepEqual(
    find('frontend f\n.if defined(X)\n bind :443 ssl crt x ssl-min-ver TLSv1.0\n.endif\n'),
    [],
  );
});
