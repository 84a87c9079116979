import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { sameRouterIdTwice } from './same-router-id-twice.ts';

test('on one interface', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
vrrp_instance b {
    interface eth0
    virtual_router_id 7

}
`;
  const found = sameRouterIdTwice.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['8:23']);
  assert.equal(
    found[0]?.message,
    'b and edge (line 1) both have virtual_router_id 7 on eth0: each takes the adverts of the other for those of a peer.',
  );
  assert.equal(found[0]?.remedy, 'give one of them another id, on every node.');
});

test('with one peer in common', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    unicast_peer {
        10.0.0.2
        10.0.0.3
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    unicast_peer {
        10.0.0.3
    }
}
`;
  const found = sameRouterIdTwice.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['11:23']);
});

test('other interfaces, families, peers, groups or ids are apart', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
vrrp_instance b {
  interface eth1
  virtual_router_id 7
}
vrrp_instance c {
  interface eth0
  virtual_router_id 8
}
vrrp_instance d {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        fd00::1
    }
}
vrrp_instance e {
    interface eth0
    virtual_router_id 7
    unicast_peer {
        10.0.0.2
    }
}
vrrp_instance f {
    interface eth0
    virtual_router_id 7
    unicast_peer {
        10.0.0.3
    }
}
vrrp_instance g {
    interface eth0
    virtual_router_id 7
    mcast_dst_ip 224.0.0.19
}
@a vrrp_instance h {
    interface eth0
    virtual_router_id 7

}
vrrp_instance i {
    interface eth0
    virtual_router_id 7
    @a interface eth5
}
`;
  const found = sameRouterIdTwice.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
