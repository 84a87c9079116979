import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { noScriptSecurity } from './no-script-security.ts';

test('scripts without security are told; one where users may write is an error', () => {
  const text = `global_defs {
    router_id a
}
vrrp_script chk {
    script /usr/bin/c
}
vrrp_script b {
    script "/home/bob/c x"
}
`;
  const found = noScriptSecurity.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['5:12', '8:12']);
  assert.equal(
    found[0]?.message,
    'The script of chk is run without a check of who may change it: enable_script_security is not set.',
  );
  assert.equal(
    found[0]?.remedy,
    'write "enable_script_security" and "script_user keepalived_script" into global_defs, and create that user.',
  );
  assert.equal(
    found[1]?.message,
    'The script of b stands where ordinary users may write, and is run without a check of who may change it: enable_script_security is not set.',
  );
  assert.equal(
    found[1]?.remedy,
    'write "enable_script_security" and "script_user keepalived_script" into global_defs, and create that user.',
  );
  assert.equal(found[1]?.severity, 'error');
});

test('the setting is enough, and without scripts it is not needed', () => {
  const text = `global_defs {
    enable_script_security
}
vrrp_script chk {
    script /usr/bin/c
}
`;
  const found = noScriptSecurity.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('an include may bring it', () => {
  const text = `include a
vrrp_script chk {
    script /tmp/c
}
`;
  const found = noScriptSecurity.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('it is said once for the file, and notify scripts count as well', () => {
  const notify = 'vrrp_instance V {\n    notify_master "/etc/n.sh x"\n    notify_backup /etc/n.sh\n}\n';
  const found = noScriptSecurity.find(keepalivedSubject(notify));
  assert.deepEqual(placesOf(found), ['2:19']);
  assert.match(found[0]?.message ?? '', /^The script of notify_master in V is run without a check/);
  const checks = 'vrrp_script a {\n    script /usr/bin/a\n}\nvrrp_script b {\n    script /usr/bin/b\n}\n';
  assert.deepEqual(placesOf(noScriptSecurity.find(keepalivedSubject(checks + notify))), ['2:12']);
  assert.deepEqual(placesOf(noScriptSecurity.find(keepalivedSubject(notify.replaceAll('/etc', '/tmp')))), [
    '2:19',
    '3:19',
  ]);
});
