import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { addressOwner } from './address-owner.ts';

test('weights, nopreempt and BACKUP contradict 255', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 255
    state BACKUP
    nopreempt
    track_file {
        f weight 2
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    priority 255
    state BACKUP
}
`;
  const found = addressOwner.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:14', '14:14']);
  assert.equal(
    found[0]?.message,
    'Priority 255 makes this node the owner of the address, which contradicts the weight of f and nopreempt and state BACKUP: nothing lowers it, and the node takes the VIP whenever it is up.',
  );
  assert.equal(found[0]?.remedy, 'choose a priority from 1 to 254.');
  assert.equal(
    found[1]?.message,
    'Priority 255 makes this node the owner of the address, which contradicts state BACKUP: nothing lowers it, and the node takes the VIP whenever it is up.',
  );
  assert.equal(found[1]?.remedy, 'choose a priority from 1 to 254.');
});

test('a true owner, or 254', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 255
    state MASTER
    track_script {
        c
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    priority 254
    nopreempt
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    nopreempt
}
`;
  const found = addressOwner.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
