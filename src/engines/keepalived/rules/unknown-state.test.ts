import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { unknownState } from './unknown-state.ts';

test('lower case is not known', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state backup
}
`;
  const found = unknownState.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:11']);
  assert.equal(
    found[0]?.message,
    'edge has the state "backup", which Keepalived does not know and takes for BACKUP.',
  );
  assert.equal(found[0]?.remedy, 'write BACKUP.');
  const fixed = applyEdits(
    text,
    found.flatMap(({ fix }) => fix ?? []),
  );
  assert.equal(
    fixed,
    `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state BACKUP
}
`,
  );
  assert.deepEqual(unknownState.find(keepalivedSubject(fixed)), []);
});

test('what would change the node is not mended without asking', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state MASTR
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    state SLAVE
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    state master
}
`;
  const found = unknownState.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:11', '9:11', '14:11']);
  assert.equal(
    found[0]?.message,
    'edge has the state "MASTR", which Keepalived does not know and takes for BACKUP.',
  );
  assert.equal(found[0]?.remedy, 'write MASTER.');
  assert.equal(
    found[1]?.message,
    'b has the state "SLAVE", which Keepalived does not know and takes for BACKUP.',
  );
  assert.equal(found[1]?.remedy, 'write MASTER or BACKUP.');
  assert.equal(
    found[2]?.message,
    'c has the state "master", which Keepalived does not know and takes for BACKUP.',
  );
  assert.equal(found[2]?.remedy, 'write MASTER.');
});

test('the two that are known, and one that is not said', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state MASTER
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    state BACKUP
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7

}
vrrp_instance d {
    interface eth0
    virtual_router_id 7
    state $STATE
}
`;
  const found = unknownState.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
