import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { scriptUserRoot } from './script-user-root.ts';

test('root for all or for one', () => {
  const text = `global_defs {
    script_user root
}
vrrp_script chk {
    script /c
}
vrrp_script b {
    script /c
    user root
}
`;
  const found = scriptUserRoot.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:17', '9:10']);
  assert.equal(found[0]?.message, 'Scripts run as root here, though a check seldom needs it.');
  assert.equal(
    found[0]?.remedy,
    'create a user for them (useradd -r -s /usr/sbin/nologin keepalived_script) and name it here.',
  );
});

test('another user, or root for nobody', () => {
  const text = `global_defs {
    script_user nobody
}
vrrp_script chk {
    script /c
}
global_defs {
    script_user root
}
vrrp_script b {
    script /c
    user x
}
`;
  const found = scriptUserRoot.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['8:17']);
});

test('where every script has its own user, the general one does not matter', () => {
  const text = `global_defs {
    script_user root
}
vrrp_script chk {
    script /c
    user x
}
`;
  const found = scriptUserRoot.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
