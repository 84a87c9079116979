import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { syncGroupMemberUnknown } from './sync-group-member-unknown.ts';

test('an unknown one, near a known one', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
vrrp_sync_group g {
  group {
    edge
    edgy
    zzzzzz
  }
}
`;
  const found = syncGroupMemberUnknown.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['9:5', '10:5']);
  assert.equal(
    found[0]?.message,
    'The sync group g names edgy, and there is no such vrrp_instance: Keepalived ignores it, and its VIPs do not move with the others.',
  );
  assert.equal(found[0]?.remedy, 'write edge.');
  assert.equal(
    found[1]?.message,
    'The sync group g names zzzzzz, and there is no such vrrp_instance: Keepalived ignores it, and its VIPs do not move with the others.',
  );
  assert.equal(found[1]?.remedy, 'remove the name, or define the instance.');
});

test('one in two groups', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
vrrp_sync_group g {
  group {
    edge
  }
}
vrrp_sync_group h {
  group {
    edge
  }
}
`;
  const found = syncGroupMemberUnknown.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['13:5']);
  assert.equal(found[0]?.message, 'edge is a member of g already: Keepalived ignores the group h.');
  assert.equal(found[0]?.remedy, 'leave it in one of the groups.');
});

test('known ones, groups under conditions, and includes', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
@a vrrp_sync_group g {
  group {
    edge
  }
}
@b vrrp_sync_group h {
  group {
    edge
  }
}
`;
  const found = syncGroupMemberUnknown.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('include', () => {
  const text = `vrrp_sync_group g {
  group {
    edge
  }
}
include x
`;
  const found = syncGroupMemberUnknown.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
