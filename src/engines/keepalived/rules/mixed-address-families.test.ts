import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { mixedAddressFamilies } from './mixed-address-families.ts';

test('the first one decides', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
        fd00::5/64
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        fd00::5/64
        10.0.0.5/24
        10.0.0.6/24
    }
}
`;
  const found = mixedAddressFamilies.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['6:9', '14:9', '15:9']);
  assert.equal(
    found[0]?.message,
    'edge is an instance of IPv4 (its first address is 10.0.0.5): Keepalived ignores fd00::5, and nobody holds it.',
  );
  assert.equal(
    found[0]?.remedy,
    'move it to an instance of its own for IPv6, and join both in a vrrp_sync_group; or to virtual_ipaddress_excluded.',
  );
  assert.equal(
    found[1]?.message,
    'b is an instance of IPv6 (its first address is fd00::5): Keepalived ignores 10.0.0.5, and nobody holds it.',
  );
  assert.equal(
    found[1]?.remedy,
    'move it to an instance of its own for IPv4, and join both in a vrrp_sync_group; or to virtual_ipaddress_excluded.',
  );
  assert.equal(
    found[2]?.message,
    'b is an instance of IPv6 (its first address is fd00::5): Keepalived ignores 10.0.0.6, and nobody holds it.',
  );
  assert.equal(
    found[2]?.remedy,
    'move it to an instance of its own for IPv4, and join both in a vrrp_sync_group; or to virtual_ipaddress_excluded.',
  );
});

test('excluded addresses may be of the other family', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
        x
    }
    virtual_ipaddress_excluded {
        fd00::5/64
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
        @a fd00::5/64
        fd00::6/64
    }
}
`;
  const found = mixedAddressFamilies.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
