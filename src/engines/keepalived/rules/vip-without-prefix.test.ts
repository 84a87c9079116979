import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { vipWithoutPrefix } from './vip-without-prefix.ts';

test('an address alone', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5
        fd00::5 dev eth1
    }
    virtual_ipaddress_excluded {
        10.0.0.6
    }
}
`;
  const found = vipWithoutPrefix.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['5:9', '6:9', '9:9']);
  assert.equal(
    found[0]?.message,
    '10.0.0.5 has no prefix: Keepalived puts it on as /32, which reaches the neighbours only if the interface has an address of their subnet as well.',
  );
  assert.equal(
    found[0]?.remedy,
    "write 10.0.0.5/32 if that is meant, else the length of the subnet's prefix.",
  );
  assert.equal(
    found[1]?.message,
    'fd00::5 has no prefix: Keepalived puts it on as /128, which reaches the neighbours only if the interface has an address of their subnet as well.',
  );
  assert.equal(
    found[1]?.remedy,
    "write fd00::5/128 if that is meant, else the length of the subnet's prefix.",
  );
  assert.equal(
    found[2]?.message,
    '10.0.0.6 has no prefix: Keepalived puts it on as /32, which reaches the neighbours only if the interface has an address of their subnet as well.',
  );
  assert.equal(
    found[2]?.remedy,
    "write 10.0.0.6/32 if that is meant, else the length of the subnet's prefix.",
  );
});

test('with a prefix, or nothing that is an address', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/32
        nonsense
    }
}
`;
  const found = vipWithoutPrefix.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
