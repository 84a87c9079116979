import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unicastPeerIsSelf } from './unicast-peer-is-self.ts';

test('its own address alone', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    unicast_src_ip 10.0.0.1
    unicast_peer {
        10.0.0.1
    }
}
`;
  const found = unicastPeerIsSelf.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['6:9']);
  assert.equal(
    found[0]?.message,
    'edge has its own address 10.0.0.1 (unicast_src_ip) among its peers and no other: nobody hears it, and every node holds the VIP.',
  );
  assert.equal(found[0]?.remedy, 'put the addresses of the other nodes here, and not that of this one.');
  assert.equal(found[0]?.severity, 'error');
});

test('among others, in another spelling', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    unicast_src_ip fd00:0::1
    unicast_peer {
        fd00::2
        FD00::1
    }
}
`;
  const found = unicastPeerIsSelf.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['7:9']);
  assert.equal(found[0]?.message, 'edge has its own address fd00::1 (unicast_src_ip) among its peers.');
  assert.equal(found[0]?.remedy, 'put the addresses of the other nodes here, and not that of this one.');
  assert.equal(found[0]?.severity, 'warning');
});

test('other addresses, or no source', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    unicast_src_ip 10.0.0.1
    unicast_peer {
        10.0.0.2
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    unicast_peer {
        10.0.0.1
    }
}
`;
  const found = unicastPeerIsSelf.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
