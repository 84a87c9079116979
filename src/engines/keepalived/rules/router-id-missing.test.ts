import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { routerIdMissing } from './router-id-missing.ts';

test('no id at all', () => {
  const text = `vrrp_instance a {
 interface eth0
}
`;
  const found = routerIdMissing.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'a has no virtual_router_id: Keepalived does not start it, and nobody holds its VIP.',
  );
  assert.equal(
    found[0]?.remedy,
    'write "virtual_router_id N", the same number on every node and one that no other pair on the network has.',
  );
});

test('one, or one that is not known', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
vrrp_instance b {
  $ALL
}
vrrp_instance c {
  @a virtual_router_id 5
}
`;
  const found = routerIdMissing.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('nothing but a VIP', () => {
  const text = `vrrp_instance a {
 virtual_ipaddress {
  10.0.0.5/24
 }
}
`;
  const found = routerIdMissing.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1']);
});

test('a part of an instance, as manuals show it', () => {
  const text = `vrrp_instance a {
 track_script {
  x
 }
}
`;
  const found = routerIdMissing.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('an include may bring it', () => {
  const text = `vrrp_instance a {
 interface eth0
 include x
}
`;
  const found = routerIdMissing.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
