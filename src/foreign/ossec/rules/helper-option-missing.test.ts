import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperOptionMissing } from './helper-option-missing.ts';

const find = (text: string) => helperOptionMissing.find(ossecSubject(text));

test('names each option that has no default', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_address>10.0.0.9</haproxy_address>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.match(
    findings[0]?.message ?? '',
    /<haproxy_disabled>, <haproxy_user>, <haproxy_password>: there is no default/,
  );
});

test('the section in force is looked at, the last one', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>yes</haproxy_disabled>
  <haproxy_address>a</haproxy_address>
  <haproxy_user>u</haproxy_user>
  <haproxy_password>p</haproxy_password>
 </haproxy_helper>
</cluster>
<cluster>
 <haproxy_helper>
  <frequency>60</frequency>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['10:2']);
  assert.match(findings[0]?.message ?? '', /haproxy_disabled/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>yes</haproxy_disabled>
  <haproxy_address>a</haproxy_address>
  <haproxy_user>u</haproxy_user>
  <haproxy_password>p</haproxy_password>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(find(`<cluster><haproxy_helper></haproxy_helper></cluster>`), []);
  assert.deepEqual(find(`<cluster/>`), []);
});
