import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { preemptionIgnoredForMaster } from './preemption-ignored-for-master.ts';

test('nopreempt of a MASTER is cleared', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state MASTER
    priority 100
    nopreempt
}
`;
  const found = preemptionIgnoredForMaster.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['6:5']);
  assert.equal(
    found[0]?.message,
    'Keepalived clears nopreempt because edge starts as MASTER (line 4): it takes the VIP back as soon as it returns.',
  );
  assert.equal(found[0]?.remedy, 'write "state BACKUP"; the priority alone decides who is MASTER.');
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
    priority 100
    nopreempt
}
`,
  );
  assert.deepEqual(preemptionIgnoredForMaster.find(keepalivedSubject(fixed)), []);
});

test('so is preempt_delay', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    preempt_delay 30
    state MASTER
    priority 100
}
`;
  const found = preemptionIgnoredForMaster.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:19']);
  assert.equal(
    found[0]?.message,
    'Keepalived clears preempt_delay because edge starts as MASTER (line 5): it takes the VIP back as soon as it returns.',
  );
  assert.equal(found[0]?.remedy, 'write "state BACKUP"; the priority alone decides who is MASTER.');
  const fixed = applyEdits(
    text,
    found.flatMap(({ fix }) => fix ?? []),
  );
  assert.equal(
    fixed,
    `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    preempt_delay 30
    state BACKUP
    priority 100
}
`,
  );
  assert.deepEqual(preemptionIgnoredForMaster.find(keepalivedSubject(fixed)), []);
});

test('without a priority the change would lower it: a person must decide', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state MASTER
    nopreempt
}
`;
  const found = preemptionIgnoredForMaster.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['5:5']);
});

test('BACKUP keeps both, and 0 or nothing is no delay', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    state BACKUP
    nopreempt
    preempt_delay 5
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    nopreempt
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    state MASTER
    preempt_delay 0
}
vrrp_instance d {
    interface eth0
    virtual_router_id 7
    state MASTER
}
vrrp_instance e {
    interface eth0
    virtual_router_id 7
    @a state MASTER
    nopreempt
}
`;
  const found = preemptionIgnoredForMaster.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
