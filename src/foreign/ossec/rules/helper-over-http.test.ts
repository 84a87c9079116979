import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperOverHttp } from './helper-over-http.ts';

const find = (text: string) => helperOverHttp.find(ossecSubject(text));

test('http is the default', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_address>10.0.0.9</haproxy_address>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.match(findings[0]?.message ?? '', /plain http \(the default\) with the Data Plane API of 10.0.0.9/);
});

test('or is written', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_protocol>http</haproxy_protocol>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['4:21']);
  assert.match(findings[0]?.message ?? '', /password is readable/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_protocol>https</haproxy_protocol>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>yes</haproxy_disabled>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_address>127.0.0.1</haproxy_address>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_address>localhost</haproxy_address>
  <haproxy_protocol>http</haproxy_protocol>
 </haproxy_helper>
</cluster>
`),
    [],
  );
});
