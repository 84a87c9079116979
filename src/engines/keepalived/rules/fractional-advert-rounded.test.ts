import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { fractionalAdvertRounded } from './fractional-advert-rounded.ts';

test('a fraction with version 2, said or not', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    advert_int 0.5
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    version 2
    advert_int 1.5
}
`;
  const found = fractionalAdvertRounded.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:16', '10:16']);
  assert.equal(
    found[0]?.message,
    'edge speaks VRRP version 2, which counts whole seconds: Keepalived makes 1 s of 0.5 s.',
  );
  assert.equal(
    found[0]?.remedy,
    'write "version 3" into the instance, on every node at once (version 3 has no authentication), or whole seconds.',
  );
  assert.equal(
    found[1]?.message,
    'b speaks VRRP version 2, which counts whole seconds: Keepalived makes 2 s of 1.5 s.',
  );
  assert.equal(
    found[1]?.remedy,
    'write "version 3" into the instance, on every node at once (version 3 has no authentication), or whole seconds.',
  );
});

test('version 3, IPv6, whole seconds or an unknown version', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    version 3
    advert_int 0.5
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    advert_int 0.5
    virtual_ipaddress {
        fd00::1
    }
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    advert_int 2
}
vrrp_instance d {
    interface eth0
    virtual_router_id 7
    @a version 3
    advert_int 0.5
}
vrrp_instance e {
    interface eth0
    virtual_router_id 7

}
`;
  const found = fractionalAdvertRounded.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
