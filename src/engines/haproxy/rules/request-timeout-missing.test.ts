import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { requestTimeoutMissing } from './request-timeout-missing.ts';

const find = (text: string) => requestTimeoutMissing.find(haproxySubject(text));

test('tells an http frontend that others can reach', () => {
  const findings = find(
    'defaults\n mode http\nfrontend f\n bind 10.0.0.1:80\nlisten l\n bind :81\n timeout http-request 0\n',
  );
  assert.deepEqual(placesOf(findings), ['3:1', '5:1']);
  assert.match(findings[0]?.message ?? '', /^frontend f has no `timeout http-request`/);
});

test('says nothing with the timeout, in tcp mode, behind a loopback address, or of a piece', () => {
  assert.deepEqual(find('defaults\n mode http\n timeout http-request 5s\nfrontend f\n bind :80\n'), []);
  assert.deepEqual(find('defaults\n mode http\n timeout http-request "$T"\nfrontend f\n bind :80\n'), []);
  assert.deepEqual(find('defaults\nfrontend f\n bind :80\n'), []);
  for (const local of ['127.0.0.1:80', '127.1.2.3:80', '[::1]:80', '/run/a.sock', 'localhost:80', '"$A:80"'])
    assert.deepEqual(find(`defaults\n mode http\nfrontend f\n bind ${local}\n`), [], local);
  assert.deepEqual(find('frontend f\n mode http\n bind :80\n'), []);
});
