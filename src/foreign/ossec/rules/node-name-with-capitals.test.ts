import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { nodeNameWithCapitals } from './node-name-with-capitals.ts';

const find = (text: string) => nodeNameWithCapitals.find(ossecSubject(text));

test('the name of the master', () => {
  const findings = find(`<cluster><node_name>Master-1</node_name>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['1:21']);
  assert.match(findings[0]?.message ?? '', /node_name Master-1 has capital letters/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(find(`<cluster><node_name>Master</node_name></cluster>`), []);
  assert.deepEqual(
    find(`<cluster><node_name>Master</node_name>
 <haproxy_helper>
  <haproxy_disabled>yes</haproxy_disabled>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster><node_name>master</node_name>
 <haproxy_helper>
  <haproxy_disabled>no</haproxy_disabled>
 </haproxy_helper>
</cluster>
`),
    [],
  );
});
