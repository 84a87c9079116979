import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { excludedNodesTooMany } from './excluded-nodes-too-many.ts';

const find = (text: string) => excludedNodesTooMany.find(ossecSubject(text));

test('worker10 excludes worker1', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <excluded_nodes>worker10</excluded_nodes>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:19']);
  assert.match(findings[0]?.message ?? '', /the one name worker10, .* such as worker1\./);
});

test("a name that holds the master's excludes the master", () => {
  const findings = find(`<cluster><node_name>master</node_name>
<haproxy_helper><excluded_nodes>master-old</excluded_nodes></haproxy_helper></cluster>`);
  assert.deepEqual(placesOf(findings), ['2:33']);
  assert.match(findings[0]?.message ?? '', /such as master\./);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <excluded_nodes>worker1</excluded_nodes>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <excluded_nodes>worker10,</excluded_nodes>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <excluded_nodes>worker10,worker11</excluded_nodes>
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
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <excluded_nodes><NODE-10></excluded_nodes>
 </haproxy_helper>
</cluster>
`),
    [],
  );
});
