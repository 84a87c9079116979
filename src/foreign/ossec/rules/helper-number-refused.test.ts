import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { helperNumberRefused } from './helper-number-refused.ts';

const find = (text: string) => helperNumberRefused.find(ossecSubject(text));

test('tells each figure that is refused, and its range', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <frequency>9</frequency>
  <agent_chunk_size>99</agent_chunk_size>
  <imbalance_tolerance>0</imbalance_tolerance>
  <haproxy_port>443</haproxy_port>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['6:17', '3:14', '4:21', '5:24']);
  assert.match(
    findings[0]?.message ?? '',
    /^haproxy_port is 443, and 1024 to 65535 is allowed: the cluster daemon does not start/,
  );
});

test('a word is no number', () => {
  const findings = find(`<cluster>
 <haproxy_helper>
  <remove_disconnected_node_after>4h</remove_disconnected_node_after>
 </haproxy_helper>
</cluster>
`);
  assert.deepEqual(placesOf(findings), ['3:35']);
  assert.match(findings[0]?.message ?? '', /is 4h, which is no whole number/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <frequency>10</frequency>
  <agent_chunk_size>100</agent_chunk_size>
  <agent_reconnection_time>0</agent_reconnection_time>
  <agent_reconnection_stability_time> 10 </agent_reconnection_stability_time>
  <imbalance_tolerance>1</imbalance_tolerance>
  <haproxy_port>1024</haproxy_port>
  <remove_disconnected_node_after>1_000</remove_disconnected_node_after>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(
    find(`<cluster>
 <haproxy_helper>
  <frequency><FREQUENCY></frequency>
 </haproxy_helper>
</cluster>
`),
    [],
  );
  assert.deepEqual(find(`<ossec_config/>`), []);
});
