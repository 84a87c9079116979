import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { masterWithoutPriority } from './master-without-priority.ts';

test('a MASTER without a priority', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state MASTER
}
`;
  const found = masterWithoutPriority.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:11']);
  assert.equal(
    found[0]?.message,
    'edge starts as MASTER and has no priority: Keepalived makes it 255, the owner of the address, whose tracks with a weight it ignores and whose VIP no node can take by priority.',
  );
  assert.equal(found[0]?.remedy, 'write a priority from 1 to 254, for example "priority 150".');
});

test('a BACKUP has 100, and a priority is a priority, also one that is not known', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state BACKUP
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    state MASTER
    priority 100
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    state MASTER
    @a priority 100
}
vrrp_instance d {
    interface eth0
    virtual_router_id 7

}
vrrp_instance e {
    interface eth0
    virtual_router_id 7
    state master
}
`;
  const found = masterWithoutPriority.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
