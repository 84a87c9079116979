import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { strictMode } from './strict-mode.ts';

test('for all, or for one', () => {
  const text = `global_defs {
    vrrp_strict
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    strict_mode off
}
`;
  const found = strictMode.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:1']);
  assert.equal(
    found[0]?.message,
    'edge is in strict mode: the node drops every packet to the VIP that is not to be routed further, so that no service on it can be reached, not even by ping.',
  );
  assert.equal(found[0]?.remedy, 'remove vrrp_strict, unless the VIP is a gateway alone.');
});

test('of one alone', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    strict_mode
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7

}
`;
  const found = strictMode.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:5']);
});

test('accept counts in version 3 alone', () => {
  const text = `global_defs {
    vrrp_strict
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    accept
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    version 3
    accept
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    version 3
}
`;
  const found = strictMode.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:1', '15:1']);
  assert.equal(
    found[0]?.message,
    'edge is in strict mode: the node drops every packet to the VIP that is not to be routed further ("accept" counts in version 3 only), so that no service on it can be reached, not even by ping.',
  );
  assert.equal(found[0]?.remedy, 'remove vrrp_strict, unless the VIP is a gateway alone.');
  assert.equal(
    found[1]?.message,
    'c is in strict mode: the node drops every packet to the VIP that is not to be routed further, so that no service on it can be reached, not even by ping.',
  );
  assert.equal(found[1]?.remedy, 'remove vrrp_strict, unless the VIP is a gateway alone.');
});

test('the owner accepts', () => {
  const text = `global_defs {
    vrrp_strict
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 255
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    state MASTER
}
`;
  const found = strictMode.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('what is not known', () => {
  const text = `global_defs {
    vrrp_strict
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    @a strict_mode off
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    @a version 3
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    @a accept
}
vrrp_instance d {
    interface eth0
    virtual_router_id 7
    @a priority 5
}
`;
  const found = strictMode.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('no strict mode', () => {
  const text = `global_defs {
    router_id x
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
`;
  const found = strictMode.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
