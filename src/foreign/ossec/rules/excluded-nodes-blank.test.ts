import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { excludedNodesBlank } from './excluded-nodes-blank.ts';

const find = (text: string) => excludedNodesBlank.find(ossecSubject(text));

test('names those that are not excluded', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <excluded_nodes>a, b,
 c</excluded_nodes>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:19']);
  assert.match(findings[0]?.message ?? '', /so b, c are not excluded/);
});

test('one of them', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <excluded_nodes>a, b</excluded_nodes>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:19']);
  assert.match(findings[0]?.message ?? '', /so b is not excluded/);
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
  <excluded_nodes>a,</excluded_nodes>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <excluded_nodes> a </excluded_nodes>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(find(`<cluster/>`), []);
});
