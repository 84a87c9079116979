import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { nothingTracked } from './nothing-tracked.ts';

test('an instance that tracks nothing, or only interfaces', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    track_interface {
        eth1
    }
}
`;
  const found = nothingTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1', '6:1']);
  assert.equal(
    found[0]?.message,
    'edge tracks no script, file or process: the VIP stays on this node when a service dies or hangs, and moves only when the node itself is lost.',
  );
  assert.equal(
    found[0]?.remedy,
    'define a vrrp_script that asks the service on this node, and name it under track_script.',
  );
  assert.equal(
    found[1]?.message,
    'b tracks no script, file or process: the VIP stays on this node when a service dies or hangs, and moves only when the node itself is lost.',
  );
  assert.equal(
    found[1]?.remedy,
    'define a vrrp_script that asks the service on this node, and name it under track_script.',
  );
});

test('it is a warning where the file speaks of a service', () => {
  const text = `vrrp_instance HAProxy_VIP {
}
`;
  const found = nothingTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'HAProxy_VIP tracks no script, file or process: the VIP stays on this node when its service (the file speaks of haproxy) dies or hangs, and moves only when the node itself is lost.',
  );
  assert.equal(
    found[0]?.remedy,
    'define a vrrp_script that asks the service on this node, and name it under track_script.',
  );
  assert.equal(found[0]?.severity, 'warning');
});

test('also in a comment', () => {
  const text = `# Two HAProxy with one VIP
vrrp_instance VI_1 {
}
`;
  const found = nothingTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:1']);
  assert.equal(
    found[0]?.message,
    'VI_1 tracks no script, file or process: the VIP stays on this node when its service (the file speaks of haproxy) dies or hangs, and moves only when the node itself is lost.',
  );
  assert.equal(
    found[0]?.remedy,
    'define a vrrp_script that asks the service on this node, and name it under track_script.',
  );
  assert.equal(found[0]?.severity, 'warning');
});

test('and advice again where another instance tracks it', () => {
  const text = `vrrp_instance HAProxy_VIP {
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    track_file {
        f
    }
}
`;
  const found = nothingTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1']);
  assert.equal(
    found[0]?.message,
    'HAProxy_VIP tracks no script, file or process: the VIP stays on this node when a service dies or hangs, and moves only when the node itself is lost.',
  );
  assert.equal(
    found[0]?.remedy,
    'define a vrrp_script that asks the service on this node, and name it under track_script.',
  );
});

test('a track of its own or of its group is enough', () => {
  const text = `vrrp_instance a {
    interface eth0
    virtual_router_id 7
    track_file {
        f
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7

}
vrrp_sync_group g {
  group {
    b
  }
  track_process {
    p
  }
}
`;
  const found = nothingTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('an LVS director has checks of its own', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
virtual_server 10.0.0.5 80 {
}
`;
  const found = nothingTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('what a definition, a condition or an include may bring is not known', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    $TRACKS
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    @a track_script {
        x
    }
}
`;
  const found = nothingTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('include', () => {
  const text = `vrrp_instance edge {
    interface eth0
    virtual_router_id 7

}
include x
`;
  const found = nothingTracked.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('nothing of an instance without a name, which Keepalived does not take', () => {
  assert.deepEqual(nothingTracked.find(keepalivedSubject('vrrp_instance {\n  interface eth0\n}\n')), []);
  assert.equal(nothingTracked.find(keepalivedSubject('vrrp_instance a {\n  interface eth0\n}\n')).length, 1);
});
