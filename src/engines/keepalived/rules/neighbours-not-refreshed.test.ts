import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { neighboursNotRefreshed } from './neighbours-not-refreshed.ts';

test('neither for all nor here', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
`;
  const found = neighboursNotRefreshed.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'edge announces its VIP only when it becomes MASTER: after a partition, clients that heard the other node last go on sending to it.',
  );
  assert.equal(
    found[0]?.remedy,
    'write "vrrp_higher_prio_send_advert true" and "vrrp_garp_master_refresh 10" into global_defs.',
  );
});

test('one of them is enough', () => {
  const text = `global_defs {
    vrrp_garp_master_refresh 10
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
`;
  const found = neighboursNotRefreshed.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('also', () => {
  const text = `global_defs {
    vrrp_higher_prio_send_advert true
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
`;
  const found = neighboursNotRefreshed.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('also its own', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    garp_master_refresh 60
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    higher_prio_send_advert
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    @a garp_master_refresh 60
}
`;
  const found = neighboursNotRefreshed.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('off is not on', () => {
  const text = `global_defs {
    vrrp_higher_prio_send_advert off
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    higher_prio_send_advert no
}
`;
  const found = neighboursNotRefreshed.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['4:1']);
});

test('an include may say it', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
include x
`;
  const found = neighboursNotRefreshed.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('nothing of an instance without a name, which Keepalived does not take', () => {
  assert.deepEqual(
    neighboursNotRefreshed.find(keepalivedSubject('vrrp_instance {\n  interface eth0\n}\n')),
    [],
  );
  assert.equal(
    neighboursNotRefreshed.find(keepalivedSubject('vrrp_instance a {\n  interface eth0\n}\n')).length,
    1,
  );
});
