import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { realtimePriority } from './realtime-priority.ts';

test('in global_defs', () => {
  const text = `global_defs {
    router_id a
    vrrp_rt_priority 50
}
`;
  const found = realtimePriority.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['3:5']);
  assert.equal(
    found[0]?.message,
    'With vrrp_rt_priority the kernel kills the VRRP process when it computes longer than vrrp_rlimit_rttime (10 ms by default): it did so in 4 of 30 moves of a VIP.',
  );
  assert.equal(
    found[0]?.remedy,
    'write "vrrp_priority -10" instead, which gives way to nobody and has no such limit.',
  );
});

test('an ordinary priority', () => {
  const text = `global_defs {
    vrrp_priority -10
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
`;
  const found = realtimePriority.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
