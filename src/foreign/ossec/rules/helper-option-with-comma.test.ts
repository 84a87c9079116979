import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperOptionWithComma } from './helper-option-with-comma.ts';

const find = (text: string) => helperOptionWithComma.find(ossecSubject(text));

test('a password of two parts; its text is not told', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_password>a,b</haproxy_password>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:21']);
  assert.match(findings[0]?.message ?? '', /^The value of haproxy_password has a comma in it/);
});

test('a decimal comma', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <imbalance_tolerance>0,1</imbalance_tolerance>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:24']);
  assert.match(findings[0]?.message ?? '', /imbalance_tolerance/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <excluded_nodes>a,b</excluded_nodes>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_password>,a</haproxy_password>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(find(`<cluster/>`), []);
});
