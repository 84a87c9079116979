import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperNeverRuns } from './helper-never-runs.ts';

const find = (text: string) => helperNeverRuns.find(ossecSubject(text));

test('on a worker', () => {
  const findings = find(`<cluster><node_type>worker</node_type>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.match(findings[0]?.message ?? '', /this node is a worker/);
});

test('in a cluster that is disabled', () => {
  const findings = find(`<cluster><disabled>yes</disabled>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.match(findings[0]?.message ?? '', /the cluster is disabled/);
});

test('above another cluster section', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
<cluster></cluster>
`);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.match(findings[0]?.message ?? '', /a later <cluster> section \(line 6\)/);
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
    find(`<cluster><node_type>worker</node_type>
 <haproxy_helper>
  <haproxy_disabled>yes</haproxy_disabled>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(find(`<cluster/>`), []);
});
