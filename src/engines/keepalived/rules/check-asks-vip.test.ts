import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { checkAsksVip } from './check-asks-vip.ts';

test('a URL with the VIP, with and without a port', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
        10.0.0.6
    }
}
vrrp_script chk {
    script "/usr/bin/curl -f http://10.0.0.5/"
}
vrrp_script b {
    script "/usr/bin/curl -f http://10.0.0.6:8080/health"
}
vrrp_script c {
    script "nc -z 10.0.0.5 80"
}
`;
  const found = checkAsksVip.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['10:12', '13:12', '16:12']);
  assert.equal(
    found[0]?.message,
    "chk asks the VIP 10.0.0.5: on a node that does not hold it, the answer is that of the other node, and when the holder's service dies, both nodes fail at once.",
  );
  assert.equal(found[0]?.remedy, "ask 127.0.0.1, or the node's own address.");
  assert.equal(
    found[1]?.message,
    "b asks the VIP 10.0.0.6: on a node that does not hold it, the answer is that of the other node, and when the holder's service dies, both nodes fail at once.",
  );
  assert.equal(found[1]?.remedy, "ask 127.0.0.1, or the node's own address.");
  assert.equal(
    found[2]?.message,
    "c asks the VIP 10.0.0.5: on a node that does not hold it, the answer is that of the other node, and when the holder's service dies, both nodes fail at once.",
  );
  assert.equal(found[2]?.remedy, "ask 127.0.0.1, or the node's own address.");
});

test('also of IPv6', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        fd00::5/128
    }
}
vrrp_script chk {
    script "/usr/bin/curl -f http://[fd00::5]:80/"
}
`;
  const found = checkAsksVip.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['9:12']);
  assert.equal(
    found[0]?.message,
    "chk asks the VIP fd00::5: on a node that does not hold it, the answer is that of the other node, and when the holder's service dies, both nodes fail at once.",
  );
  assert.equal(found[0]?.remedy, "ask 127.0.0.1, or the node's own address.");
});

test('this node, an address that only begins like it, and a look at the interfaces', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
    }
}
vrrp_script chk {
    script "/usr/bin/curl -f http://127.0.0.1/"
}
vrrp_script b {
    script "/usr/bin/curl http://10.0.0.50/"
}
vrrp_script c {
    script "/bin/sh -c 'ip addr | grep 10.0.0.5'"
}
vrrp_script d {
    interval 1
}
`;
  const found = checkAsksVip.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
