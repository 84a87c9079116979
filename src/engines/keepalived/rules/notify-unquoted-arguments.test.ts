import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { notifyUnquotedArguments } from './notify-unquoted-arguments.ts';

test('a state behind the script is taken for a user', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify_master /etc/keepalived/notify.sh master
    notify_backup /etc/keepalived/notify.sh BACKUP eth0 # down
}
`;
  const found = notifyUnquotedArguments.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:19', '5:19']);
  assert.equal(
    found[0]?.message,
    'Keepalived takes "master" for the name of the user that notify_master shall run /etc/keepalived/notify.sh as: the script does not run when there is no such user, and without this argument when there is one.',
  );
  assert.equal(found[0]?.remedy, 'put the script and its arguments into one pair of double quotes.');
  assert.equal(
    found[1]?.message,
    'Keepalived takes "BACKUP" for the name of the user that notify_backup shall run /etc/keepalived/notify.sh as, and "eth0" for its group: the script does not run when there is no such user, and without this argument when there is one.',
  );
  assert.equal(found[1]?.remedy, 'put the script and its arguments into one pair of double quotes.');
  const fixed = applyEdits(
    text,
    found.flatMap(({ fix }) => fix ?? []),
  );
  assert.equal(
    fixed,
    `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify_master "/etc/keepalived/notify.sh master"
    notify_backup "/etc/keepalived/notify.sh BACKUP eth0" # down
}
`,
  );
  assert.deepEqual(notifyUnquotedArguments.find(keepalivedSubject(fixed)), []);
});

test('in a sync group as well, and the name of an instance is no user', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify /n.sh edge
}
vrrp_sync_group G {
  group {
    edge
  }
  notify_fault /n.sh --now
}
`;
  const found = notifyUnquotedArguments.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:12', '10:16']);
  assert.equal(
    found[0]?.message,
    'Keepalived takes "edge" for the name of the user that notify shall run /n.sh as: the script does not run when there is no such user, and without this argument when there is one.',
  );
  assert.equal(found[0]?.remedy, 'put the script and its arguments into one pair of double quotes.');
  assert.equal(
    found[1]?.message,
    'Keepalived takes "--now" for the name of the user that notify_fault shall run /n.sh as: the script does not run when there is no such user, and without this argument when there is one.',
  );
  assert.equal(found[1]?.remedy, 'put the script and its arguments into one pair of double quotes.');
  const fixed = applyEdits(
    text,
    found.flatMap(({ fix }) => fix ?? []),
  );
  assert.equal(
    fixed,
    `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify "/n.sh edge"
}
vrrp_sync_group G {
  group {
    edge
  }
  notify_fault "/n.sh --now"
}
`,
  );
  assert.deepEqual(notifyUnquotedArguments.find(keepalivedSubject(fixed)), []);
});

test('a user, with a group, is one; a quoted command has its arguments', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify_master /n.sh root
    notify_backup /n.sh nobody nogroup
    notify_fault "/n.sh fault" root
    notify "/n.sh x y"
    notify_stop /n.sh
    notify_fifo /f master
    notify_priority_changes on x y
}
`;
  const found = notifyUnquotedArguments.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('what is quoted in part is not quoted anew; three words behind the script are too many for user and group', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify "/n.sh a" root wheel x
    notify_stop "/n.sh" master
}
`;
  const found = notifyUnquotedArguments.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:12', '5:17']);
  assert.equal(
    found[0]?.message,
    'Keepalived takes "root" for the name of the user that notify shall run /n.sh a as, and "wheel" for its group: the script does not run when there is no such user, and without this argument when there is one.',
  );
  assert.equal(found[0]?.remedy, 'put the script and its arguments into one pair of double quotes.');
  assert.equal(
    found[1]?.message,
    'Keepalived takes "master" for the name of the user that notify_stop shall run /n.sh as: the script does not run when there is no such user, and without this argument when there is one.',
  );
  assert.equal(found[1]?.remedy, 'put the script and its arguments into one pair of double quotes.');
});

test('nor is a definition', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    notify_master /n.sh $STATE_NOT_KNOWN
}
`;
  const found = notifyUnquotedArguments.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
