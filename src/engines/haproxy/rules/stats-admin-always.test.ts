import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { statsAdminAlways } from './stats-admin-always.ts';

const find = (text: string) => statsAdminAlways.find(haproxySubject(text));

const page = (lines: string, bind = ':8404') =>
  `listen stats\n bind ${bind}\n mode http\n stats enable\n${lines}`;
const ADMIN = ' stats auth a:b\n stats admin if TRUE\n';

test('tells the line that gives the buttons to everybody', () => {
  const findings = find(page(ADMIN));
  assert.deepEqual(placesOf(findings), ['6:2']);
  assert.match(
    findings[0]?.message ?? '',
    /^Whoever has a password for the page of listen stats can stop its servers/,
  );
});

test('says nothing with a condition, with TLS, on one address, or where anybody at all may (that is told elsewhere)', () => {
  assert.deepEqual(find(page(' stats auth a:b\n stats admin if LOCALHOST\n')), []);
  assert.deepEqual(find(page(' stats auth a:b\n stats admin unless TRUE\n')), []);
  assert.deepEqual(find(page(' stats auth a:b\n stats admin if TRUE LOCALHOST\n')), []);
  assert.deepEqual(find(page(' stats auth a:b\n')), []);
  assert.deepEqual(find(page(ADMIN, ':8404 ssl crt x.pem')), []);
  assert.deepEqual(find(page(ADMIN, '10.0.0.1:8404')), []);
  assert.deepEqual(find(page(ADMIN, '127.0.0.1:8404')), []);
  assert.deepEqual(find(page(' stats admin if TRUE\n')), []);
  assert.deepEqual(find(`backend b\n mode http\n stats enable\n${ADMIN}`), []);
});

test('is told once where defaults bring the page, and not where requests are redirected first', () => {
  const defaults = `defaults\n mode http\n stats enable\n${ADMIN}`;
  assert.deepEqual(placesOf(find(`${defaults}frontend f\n bind :80\nfrontend g\n bind :81\n`)), ['5:2']);
  assert.deepEqual(find(`${defaults}frontend f\n bind :80\n redirect scheme https if !{ ssl_fc }\n`), []);
});
