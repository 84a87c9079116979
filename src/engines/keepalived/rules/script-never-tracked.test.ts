import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { scriptNeverTracked } from './script-never-tracked.ts';

test('a script that nobody tracks', () => {
  const text = `vrrp_script chk {
    script /c
}
vrrp_script other {
    script /d
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        other
    }
}
`;
  const found = scriptNeverTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'No track_script names chk: Keepalived never runs it, and no failure that it would see moves a VIP.',
  );
  assert.equal(
    found[0]?.remedy,
    'write "track_script { chk }" into the vrrp_instance that depends on it, or remove it.',
  );
});

test('one that a group tracks is tracked', () => {
  const text = `vrrp_script chk {
    script /c
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
vrrp_sync_group g {
  group { edge }
  track_script {
    chk weight 3
  }
}
`;
  const found = scriptNeverTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('what may be tracked elsewhere is not known', () => {
  const text = `vrrp_script chk {
    script /c
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    @a track_script {
        chk
    }
}
`;
  const found = scriptNeverTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('nor with an include, without instances, or under a condition', () => {
  const text = `vrrp_script chk {
    script /c
}
`;
  const found = scriptNeverTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('with an include', () => {
  const text = `vrrp_script chk {
    script /c
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
include x
`;
  const found = scriptNeverTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('a file of the same name does not track it', () => {
  const text = `vrrp_script chk {
    script /c
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_file {
        chk
    }
}
`;
  const found = scriptNeverTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1']);
});
