import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unreadableAddress } from './unreadable-address.ts';

test('no address, or no prefix', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.500/24
        10.0.0.7/33
        fd00::5/129
        10.0.0
        10.0.0.8/x
    }
    virtual_ipaddress_excluded {
        fd00:::1
    }
}
`;
  const found = unreadableAddress.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['5:9', '6:9', '7:9', '8:9', '9:9', '12:9']);
  assert.equal(
    found[0]?.message,
    '10.0.0.500 is no address: Keepalived skips it and starts, and nobody holds it.',
  );
  assert.equal(found[0]?.remedy, 'write the whole address.');
  assert.equal(found[1]?.message, '/33 is no prefix of IPv4: Keepalived takes /32.');
  assert.equal(found[1]?.remedy, 'write a prefix from 0 to 32.');
  assert.equal(found[2]?.message, '/129 is no prefix of IPv6: Keepalived takes /128.');
  assert.equal(found[2]?.remedy, 'write a prefix from 0 to 128.');
  assert.equal(
    found[3]?.message,
    '10.0.0 is no address: Keepalived skips it and starts, and nobody holds it.',
  );
  assert.equal(found[3]?.remedy, 'write the whole address.');
  assert.equal(found[4]?.message, '/x is no prefix of IPv4: Keepalived takes /32.');
  assert.equal(found[4]?.remedy, 'write a prefix from 0 to 32.');
  assert.equal(
    found[5]?.message,
    'fd00:::1 is no address: Keepalived skips it and starts, and nobody holds it.',
  );
  assert.equal(found[5]?.remedy, 'write the whole address.');
});

test('addresses, their longest prefixes, and what is no number', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/32
        10.0.0.6
        fd00::5/128
        10.0.0.7/255.255.255.0
        vip.example
        $VIP
    }
}
`;
  const found = unreadableAddress.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
