import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperSwitchMisread } from './helper-switch-misread.ts';

const find = (text: string) => helperSwitchMisread.find(ossecSubject(text));

test('only the word no switches it on', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>No</haproxy_disabled>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:21']);
  assert.match(findings[0]?.message ?? '', /haproxy_disabled is "No"/);
});

test('a blank is enough', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no </haproxy_disabled>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:21']);
  assert.match(findings[0]?.message ?? '', /"no "/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
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
  <frequency>60</frequency>
 </haproxy_helper>
</cluster>
`),
    [],
  );
});
