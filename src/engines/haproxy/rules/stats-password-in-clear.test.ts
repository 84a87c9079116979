import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { statsPasswordInClear } from './stats-password-in-clear.ts';

const find = (text: string) => statsPasswordInClear.find(haproxySubject(text));

const page = (bind: string) =>
  `listen stats\n mode http\n bind ${bind}\n stats enable\n stats auth a:secret\n stats auth c:d\n`;

test('tells the first password, without showing it', () => {
  const findings = find(page('*:8404'));
  assert.deepEqual(placesOf(findings), ['5:2']);
  assert.equal(findings[0]?.at.endColumn, 12);
  assert.equal(
    findings[0].message,
    'listen stats asks for this password on every address of the host without TLS (line 3): whoever listens on the way reads it.',
  );
});

test('says nothing with TLS, on one address, under a condition, or without a password', () => {
  for (const bind of ['*:8404 ssl crt x.pem', '127.0.0.1:8404', '10.0.0.1:8404', '/run/s.sock'])
    assert.deepEqual(find(page(bind)), [], bind);
  assert.deepEqual(
    find(
      page('*:8404\n.if defined(X)')
        .replace(' stats enable', ' bind :1\n.endif\n stats enable')
        .replace('*:8404', '10.0.0.1:1'),
    ),
    [],
  );
  assert.deepEqual(find('listen stats\n mode http\n bind :8404\n stats enable\n'), []);
});

test('is told once where defaults bring the page, and not where requests are redirected first', () => {
  const defaults = 'defaults\n mode http\n stats enable\n stats auth a:secret\n';
  assert.deepEqual(placesOf(find(`${defaults}frontend f\n bind :80\nfrontend g\n bind :81\n`)), ['4:2']);
  for (const line of [
    'redirect scheme https if !{ ssl_fc }',
    'http-request redirect scheme https unless { ssl_fc }',
  ])
    assert.deepEqual(find(`${defaults}frontend f\n bind :80\n ${line}\n`), [], line);
});
