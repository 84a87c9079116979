import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { scriptPathRelative } from './script-path-relative.ts';

test('a path from a folder, of a check or a notification', () => {
  const text = `vrrp_script chk {
    script "./check.sh -a"
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify_master scripts/n.sh
    notify ~/n.sh
}
`;
  const found = scriptPathRelative.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:12', '7:19', '8:12']);
  assert.equal(
    found[0]?.message,
    './check.sh is looked for from the folder / on, where Keepalived runs: the script is not found, and Keepalived goes on without it.',
  );
  assert.equal(found[0]?.remedy, 'write the whole path, beginning with "/".');
  assert.equal(
    found[1]?.message,
    'scripts/n.sh is looked for from the folder / on, where Keepalived runs: the script is not found, and Keepalived goes on without it.',
  );
  assert.equal(found[1]?.remedy, 'write the whole path, beginning with "/".');
  assert.equal(
    found[2]?.message,
    '~/n.sh is looked for from the folder / on, where Keepalived runs: the script is not found, and Keepalived goes on without it.',
  );
  assert.equal(found[2]?.remedy, 'write the whole path, beginning with "/".');
});

test('a whole path, a bare name and words behind them are none', () => {
  const text = `vrrp_script chk {
    script "/bin/sh x/y"
}
vrrp_script b {
    script "killall -0 haproxy"
}
vrrp_script c {
    script "</dev/tcp/127.0.0.1/80"
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify /n
    notify_stop $DIR/n
}
vrrp_script d {
    interval 1
}
`;
  const found = scriptPathRelative.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
