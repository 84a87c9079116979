import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { authPassTruncated } from './auth-pass-truncated.ts';

test('nine characters are one too many', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_type PASS
        auth_pass 123456789
    }
}
`;
  const found = authPassTruncated.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['6:19']);
  assert.equal(
    found[0]?.message,
    'This password has 9 bytes, of which Keepalived uses the first 8. It logs that it truncates it, and starts.',
  );
  assert.equal(
    found[0]?.remedy,
    'choose a password of at most 8 characters, the same on every node, and keep the VRRP traffic on a network that only the nodes can reach: the password is sent in clear.',
  );
});

test('eight are not, nor is a password that is not known, or none', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_type PASS
        auth_pass 12345678
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass $PASSWORD_OF_VRRP
    }
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    priority 1
}
`;
  const found = authPassTruncated.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('it counts bytes, and quotes are none of them', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass "ääää 5"
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    authentication {
        auth_pass "12345678"
    }
}
`;
  const found = authPassTruncated.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['5:19']);
  assert.equal(
    found[0]?.message,
    'This password has 10 bytes, of which Keepalived uses the first 8. It logs that it truncates it, and starts.',
  );
  assert.equal(
    found[0]?.remedy,
    'choose a password of at most 8 characters, the same on every node, and keep the VRRP traffic on a network that only the nodes can reach: the password is sent in clear.',
  );
});
