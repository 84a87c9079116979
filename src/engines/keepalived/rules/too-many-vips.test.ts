import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { tooManyVips } from './too-many-vips.ts';

test('the twenty-first is one too many', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.1/24
        10.0.0.2/24
        10.0.0.3/24
        10.0.0.4/24
        10.0.0.5/24
        10.0.0.6/24
        10.0.0.7/24
        10.0.0.8/24
        10.0.0.9/24
        10.0.0.10/24
        10.0.0.11/24
        10.0.0.12/24
        10.0.0.13/24
        10.0.0.14/24
        10.0.0.15/24
        10.0.0.16/24
        10.0.0.17/24
        10.0.0.18/24
        10.0.0.19/24
        10.0.0.20/24
        10.0.0.21/24
    }
}
`;
  const found = tooManyVips.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['25:9']);
  assert.equal(
    found[0]?.message,
    'edge has 21 addresses in virtual_ipaddress: all of them go into every advert, and a node whose list differs by one is not heard.',
  );
  assert.equal(
    found[0]?.remedy,
    'keep one of them here and move the others to virtual_ipaddress_excluded, on every node.',
  );
});

test('twenty are not, and the excluded do not count', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    virtual_ipaddress {
        10.0.0.1/24
        10.0.0.2/24
        10.0.0.3/24
        10.0.0.4/24
        10.0.0.5/24
        10.0.0.6/24
        10.0.0.7/24
        10.0.0.8/24
        10.0.0.9/24
        10.0.0.10/24
        10.0.0.11/24
        10.0.0.12/24
        10.0.0.13/24
        10.0.0.14/24
        10.0.0.15/24
        10.0.0.16/24
        10.0.0.17/24
        10.0.0.18/24
        10.0.0.19/24
        10.0.0.20/24
    }
    virtual_ipaddress_excluded {
        10.0.1.1/24
    }
}
`;
  const found = tooManyVips.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
