import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperHttpsWithoutCert } from './helper-https-without-cert.ts';

const find = (text: string) => helperHttpsWithoutCert.find(ossecSubject(text));

test('https needs a file', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_protocol>https</haproxy_protocol>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:21']);
  assert.match(findings[0]?.message ?? '', /error 3042/);
});

test('small letters only', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_protocol>HTTPS</haproxy_protocol>
  <haproxy_cert>/c</haproxy_cert>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:21']);
  assert.match(findings[0]?.message ?? '', /is "HTTPS": only http and https/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_protocol>https</haproxy_protocol>
  <haproxy_cert>/c</haproxy_cert>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_protocol>http</haproxy_protocol>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <frequency>60</frequency>
 </haproxy_helper>
</cluster>
`),
    [],
  );
});
