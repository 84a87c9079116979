import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { broadcastIsVip } from './broadcast-is-vip.ts';

test('the VIP as its own broadcast address', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24 brd 10.0.0.5 dev eth0
    }
    virtual_ipaddress_excluded {
        10.0.0.6/24 broadcast 10.0.0.6
    }
}
`;
  const found = broadcastIsVip.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['5:25', '8:31']);
  assert.equal(
    found[0]?.message,
    'The broadcast address of 10.0.0.5/24 is the VIP itself: the kernel gets a broadcast route to the address that the service listens on, and broadcasts sent from it reach no neighbour.',
  );
  assert.equal(
    found[0]?.remedy,
    'remove "brd" and the address behind it, or write the last address of the subnet.',
  );
  assert.equal(
    found[1]?.message,
    'The broadcast address of 10.0.0.6/24 is the VIP itself: the kernel gets a broadcast route to the address that the service listens on, and broadcasts sent from it reach no neighbour.',
  );
  assert.equal(
    found[1]?.remedy,
    'remove "brd" and the address behind it, or write the last address of the subnet.',
  );
});

test('the true one, or none', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24 brd 10.0.0.255
        10.0.0.6/24 brd +
        10.0.0.7/24
    }
}
`;
  const found = broadcastIsVip.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
