import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperOptionWithoutText } from './helper-option-without-text.ts';

const find = (text: string) => helperOptionWithoutText.find(ossecSubject(text));

test('elements', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <excluded_nodes><node>a</node></excluded_nodes>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:3']);
  assert.match(
    findings[0]?.message ?? '',
    /excluded_nodes holds elements \(<node>\): the cluster daemon does not start/,
  );
});

test('nothing at all', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_resolver></haproxy_resolver>
  <frequency>60</frequency>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:3']);
  assert.match(findings[0]?.message ?? '', /haproxy_resolver holds no plain text/);
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
  assert.deepEqual(find(`<cluster><haproxy_helper/></cluster>`), []);
});
