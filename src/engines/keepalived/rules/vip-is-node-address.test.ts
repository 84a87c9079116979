import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { vipIsNodeAddress } from './vip-is-node-address.ts';

test('its own address, that of a peer, and a static one', () => {
  const text = `static_ipaddress {
  10.0.0.9/24 dev eth0
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    unicast_src_ip 10.0.0.1
    unicast_peer {
        10.0.0.2
    }
    virtual_ipaddress {
        10.0.0.1/24
        10.0.0.2/24
        10.0.0.9/24
        10.0.0.5/24
    }
}
`;
  const found = vipIsNodeAddress.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['12:9', '13:9', '14:9']);
  assert.equal(
    found[0]?.message,
    "The VIP 10.0.0.1 is this node's own address (unicast_src_ip of edge) as well: a node keeps its own address when it is not the holder, and two machines answer for it.",
  );
  assert.equal(found[0]?.remedy, 'choose an address for the VIP that no machine has.');
  assert.equal(
    found[1]?.message,
    'The VIP 10.0.0.2 is the address of a peer of edge (unicast_peer) as well: a node keeps its own address when it is not the holder, and two machines answer for it.',
  );
  assert.equal(found[1]?.remedy, 'choose an address for the VIP that no machine has.');
  assert.equal(
    found[2]?.message,
    'The VIP 10.0.0.9 is a static_ipaddress of this node (keepalived.conf:2) as well: a node keeps its own address when it is not the holder, and two machines answer for it.',
  );
  assert.equal(found[2]?.remedy, 'choose an address for the VIP that no machine has.');
});

test('the owner of an address may have it, others are free', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    priority 255
    unicast_src_ip 10.0.0.1
    virtual_ipaddress {
        10.0.0.1/24
    }
}
static_ipaddress {
  @a 10.0.0.8/24
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.8/24
    }
}
`;
  const found = vipIsNodeAddress.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
