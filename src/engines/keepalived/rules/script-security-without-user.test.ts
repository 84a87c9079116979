import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { scriptSecurityWithoutUser } from './script-security-without-user.ts';

test('scripts without a user may be removed', () => {
  const text = `global_defs {
    enable_script_security
    router_id a
}
vrrp_script chk {
    script /c
}
vrrp_script two {
    script /c
}
`;
  const found = scriptSecurityWithoutUser.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:5']);
  assert.equal(
    found[0]?.message,
    'Nothing says which user shall run chk, two: Keepalived looks for keepalived_script, and where that user does not exist (Debian and Ubuntu make none) it removes the script and starts, so that the VIP stays on a node whose service fails.',
  );
  assert.equal(
    found[0]?.remedy,
    'write "script_user keepalived_script" below it, and create that user: useradd -r -s /usr/sbin/nologin keepalived_script.',
  );
});

test('a user for all or for each is enough', () => {
  const text = `global_defs {
    enable_script_security
    script_user nobody
}
vrrp_script chk {
    script /c
}
`;
  const found = scriptSecurityWithoutUser.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('also one of its own', () => {
  const text = `global_defs {
    enable_script_security
}
vrrp_script chk {
    script /c
    user nobody
}
`;
  const found = scriptSecurityWithoutUser.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('without scripts, or security, or with an unknown include there is nothing to say', () => {
  const text = `global_defs {
    enable_script_security
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
`;
  const found = scriptSecurityWithoutUser.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('without the setting', () => {
  const text = `global_defs {
    router_id x
}
vrrp_script chk {
    script /c
}
`;
  const found = scriptSecurityWithoutUser.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('with an include', () => {
  const text = `global_defs {
    enable_script_security
}
vrrp_script chk {
    script /c
}
include other.conf
`;
  const found = scriptSecurityWithoutUser.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
