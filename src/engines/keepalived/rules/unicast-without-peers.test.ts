import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unicastWithoutPeers } from './unicast-without-peers.ts';

test('a source without peers, or with an empty block', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    unicast_src_ip 10.0.0.1
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    unicast_src_ip 10.0.0.1
    unicast_peer {
    }
}
`;
  const found = unicastWithoutPeers.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:20', '9:20']);
  assert.equal(
    found[0]?.message,
    'edge has a unicast_src_ip and no unicast_peer: Keepalived sends its adverts by multicast, and a network that drops those makes two holders.',
  );
  assert.equal(found[0]?.remedy, 'write the addresses of the other nodes into "unicast_peer { … }".');
  assert.equal(
    found[1]?.message,
    'b has a unicast_src_ip and no unicast_peer: Keepalived sends its adverts by multicast, and a network that drops those makes two holders.',
  );
  assert.equal(found[1]?.remedy, 'write the addresses of the other nodes into "unicast_peer { … }".');
});

test('with peers, without a source, or with peers that are not known', () => {
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

}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    unicast_src_ip 10.0.0.1
    unicast_peer {
        @a 10.0.0.2
    }
}
`;
  const found = unicastWithoutPeers.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('include', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    unicast_src_ip 10.0.0.1
    include peers
}
`;
  const found = unicastWithoutPeers.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
