import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperBesideManager } from './helper-beside-manager.ts';

const find = (text: string) => helperBesideManager.find(ossecSubject(text));

test('localhost', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_address>localhost</haproxy_address>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['4:20']);
  assert.match(findings[0]?.message ?? '', /own host, where port 1514 is the manager's already/);
});

test('the port of the first remote', () => {
  const findings = find(`<remote><port>1600</port></remote>
<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_address>127.0.0.1</haproxy_address>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['5:20']);
  assert.match(findings[0]?.message ?? '', /port 1600/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
  <haproxy_address>10.0.0.9</haproxy_address>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>yes</haproxy_disabled>
  <haproxy_address>localhost</haproxy_address>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`),
    [],
  );
});
