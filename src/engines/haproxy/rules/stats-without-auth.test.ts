import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { statsWithoutAuth } from './stats-without-auth.ts';

const find = (text: string) => statsWithoutAuth.find(haproxySubject(text));

const page = (lines = '', address = ':8404') =>
  `listen stats\n bind ${address}\n mode http\n stats enable\n${lines}`;

test('tells an open page as advice', () => {
  const findings = find(page());
  assert.deepEqual(placesOf(findings), ['4:2']);
  assert.equal(findings[0]?.severity, undefined);
  assert.equal(
    findings[0]?.message,
    'Anybody who reaches listen stats can read its statistics page: it asks for no password.',
  );
});

test('with buttons for everybody it is an error', () => {
  for (const condition of ['if TRUE', 'unless FALSE', 'if { always_true }']) {
    const [finding] = find(page(` stats admin ${condition}\n`));
    assert.equal(finding?.severity, 'error', condition);
    assert.match(finding.message, /^Anybody who reaches listen stats can take servers out/);
  }
  assert.equal(find(page(' stats admin if { src 10.0.0.0/8 }\n'))[0]?.severity, undefined);
});

test('each word that switches the page on counts', () => {
  assert.equal(find('frontend f\n mode http\n bind 10.0.0.1:80\n stats uri /s\n').length, 1);
  assert.equal(find('defaults\n mode http\n stats enable\nfrontend f\n bind :80\n').length, 1);
});

test('says nothing where somebody asks who comes', () => {
  for (const line of [
    'stats auth a:b',
    'stats http-request deny unless { src 10.0.0.0/8 }',
    'http-request deny unless { src 10.0.0.0/8 }',
    'http-request auth unless { http_auth(u) }',
    'tcp-request connection reject unless { src 10.0.0.0/8 }',
  ])
    assert.deepEqual(find(page(` ${line}\n`)), [], line);
  assert.equal(find(page(' http-request set-header a b\n tcp-request inspect-delay 5s\n')).length, 1);
});

test('says nothing of a page that nobody reaches, is none, or is perhaps none', () => {
  assert.deepEqual(find(page('', '127.0.0.1:8404')), []);
  assert.deepEqual(find('backend b\n mode http\n stats enable\n'), []);
  assert.deepEqual(find('listen l\n bind :80\n stats enable\n'), []);
  assert.deepEqual(find('listen l\n bind :80\n mode http\n stats socket-thing\n'), []);
  assert.deepEqual(find('listen l\n bind :80\n mode http\n no stats enable\n'), []);
  assert.deepEqual(find('listen l\n bind :80\n mode http\n.if defined(X)\n stats enable\n.endif\n'), []);
});

test('is told once where defaults bring the page', () => {
  const text = 'defaults\n mode http\n stats enable\nfrontend f\n bind :80\nfrontend g\n bind :81\n';
  assert.deepEqual(placesOf(find(text)), ['3:2']);
});
