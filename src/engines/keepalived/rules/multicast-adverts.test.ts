import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { multicastAdverts } from './multicast-adverts.ts';

test('no peers', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
`;
  const found = multicastAdverts.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'edge sends its adverts by multicast: clouds, many container networks and all routers drop them, and switches with IGMP snooping may.',
  );
  assert.equal(
    found[0]?.remedy,
    'name the other nodes in "unicast_peer { … }" and this one in unicast_src_ip, unless all stand on one plain Ethernet.',
  );
});

test('peers, known or not', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    unicast_peer {
        10.0.0.2
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    unicast_peer {
        $PEER
    }
}
`;
  const found = multicastAdverts.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('include', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
include x
`;
  const found = multicastAdverts.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('nothing of an instance without a name, which Keepalived does not take', () => {
  assert.deepEqual(multicastAdverts.find(keepalivedSubject('vrrp_instance {\n  interface eth0\n}\n')), []);
  assert.equal(
    multicastAdverts.find(keepalivedSubject('vrrp_instance a {\n  interface eth0\n}\n')).length,
    1,
  );
});
