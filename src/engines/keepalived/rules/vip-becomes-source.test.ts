import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { vipBecomesSource } from './vip-becomes-source.ts';

test('a prefix shorter than 128', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        fd00::5/128
        fd00::6/64
    }
    virtual_ipaddress_excluded {
        fd00::7/64
    }
}
`;
  const found = vipBecomesSource.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['6:9', '9:9']);
  assert.equal(
    found[0]?.message,
    'The node may choose the VIP fd00::6/64 as the source of its own connections: they break when the VIP moves.',
  );
  assert.equal(found[0]?.remedy, 'write fd00::6/128, or add "preferred_lft 0".');
  assert.equal(
    found[1]?.message,
    'The node may choose the VIP fd00::7/64 as the source of its own connections: they break when the VIP moves.',
  );
  assert.equal(found[1]?.remedy, 'write fd00::7/128, or add "preferred_lft 0".');
});

test('128, none, deprecated, or IPv4', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        fd00::5
        fd00::6/128
        fd00::7/64 preferred_lft 0
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.5/24
    }
}
`;
  const found = vipBecomesSource.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
