import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { trackOfNothing } from './track-of-nothing.ts';

test('what nobody defined', () => {
  const text = `vrrp_script check_haproxy {
    script /c
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        chk_haproxy weight 2
    }
    track_file {
        f
    }
    track_process {
        p
    }
}
vrrp_sync_group g {
  track_script {
    q
  }
}
`;
  const found = trackOfNothing.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['8:9', '11:9', '14:9', '19:5']);
  assert.equal(
    found[0]?.message,
    'There is no vrrp_script chk_haproxy: Keepalived ignores this line and starts, and nothing that it should watch moves the VIP.',
  );
  assert.equal(found[0]?.remedy, 'write check_haproxy.');
  assert.equal(
    found[1]?.message,
    'There is no track_file f: Keepalived ignores this line and starts, and nothing that it should watch moves the VIP.',
  );
  assert.equal(found[1]?.remedy, 'define "track_file f { … }", or remove the line.');
  assert.equal(
    found[2]?.message,
    'There is no vrrp_track_process p: Keepalived ignores this line and starts, and nothing that it should watch moves the VIP.',
  );
  assert.equal(found[2]?.remedy, 'define "vrrp_track_process p { … }", or remove the line.');
  assert.equal(
    found[3]?.message,
    'There is no vrrp_script q: Keepalived ignores this line and starts, and nothing that it should watch moves the VIP.',
  );
  assert.equal(found[3]?.remedy, 'define "vrrp_script q { … }", or remove the line.');
});

test('what is defined, an interface, or what an include may define', () => {
  const text = `vrrp_script chk {
    script /c
}
vrrp_track_file f {
  file /f
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        chk
    }
    track_file {
        f
    }
    track_interface {
        eth9
    }
}
`;
  const found = trackOfNothing.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('with an include', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        chk
    }
}
include scripts/*
`;
  const found = trackOfNothing.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
