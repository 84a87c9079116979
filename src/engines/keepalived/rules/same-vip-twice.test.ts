import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { sameVipTwice } from './same-vip-twice.ts';

test('in two instances', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress_excluded {
        10.0.0.5/32
    }
}
`;
  const found = sameVipTwice.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['12:9']);
  assert.equal(
    found[0]?.message,
    '10.0.0.5 is a VIP of edge (line 5) and of b: each instance elects its own holder, so that two nodes may have it at once.',
  );
  assert.equal(found[0]?.remedy, 'leave it to one of them.');
});

test('twice in one', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
        10.0.0.5/24
        10.0.0.5/24 dev eth1
    }
}
`;
  const found = sameVipTwice.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['6:9']);
  assert.equal(
    found[0]?.message,
    '10.0.0.5 is already a VIP of this instance (line 5): one of the two lines was to be another address.',
  );
  assert.equal(found[0]?.remedy, 'remove one of the lines, or put the address there that was meant.');
  assert.equal(found[0]?.severity, 'info');
});

test('under conditions only one may be in force', () => {
  const text = `@a vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
    }
}
@b vrrp_instance b {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
    }
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.6/24
        x
        x
    }
}
`;
  const found = sameVipTwice.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
