import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { syncGroupIgnoresWeights } from './sync-group-ignores-weights.ts';

test('of a member, while what the group tracks counts', () => {
  const text = `vrrp_script chk {
    script /c
    weight -20
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        chk
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7

}
vrrp_sync_group g {
  group {
    edge
    b
  }
  track_interface {
    eth1 weight 5
  }
}
`;
  const found = syncGroupIgnoresWeights.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['9:9']);
  assert.equal(
    found[0]?.message,
    'Keepalived ignores chk with its weight of -20, because it belongs to the sync group g: when it fails, nothing moves.',
  );
  assert.equal(
    found[0]?.remedy,
    'move it into g, whose tracks count for all members, on every node; or write "weight 0" here, which means FAULT for the whole group.',
  );
});

test('without a weight, with the setting, or outside of the group', () => {
  const text = `vrrp_script chk {
    script /c
}
vrrp_instance edge {
    interface eth0
    virtual_router_id 7
    track_script {
        chk
    }
}
vrrp_instance b {
    interface eth0
    virtual_router_id 7
    track_script {
        chk weight 5
    }
}
vrrp_instance c {
    interface eth0
    virtual_router_id 7
    track_script {
        chk weight 5
    }
}
vrrp_sync_group g {
  group {
    edge
  }
}
vrrp_sync_group h {
  group {
    b
  }
  sync_group_tracking_weight
}
`;
  const found = syncGroupIgnoresWeights.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});

test('nothing of what the group tracks, of any kind', () => {
  const text = `vrrp_script chk {
    script /c
    weight -20
}
vrrp_track_file maint {
    file /run/maint
    weight -50
}
vrrp_track_process haproxy {
    process haproxy
    weight -30
}
vrrp_instance a {
    interface eth0
}
vrrp_instance b {
    interface eth1
}
vrrp_sync_group g {
    group {
        a
        b
    }
    track_script {
        chk
    }
    track_file {
        maint
    }
    track_process {
        haproxy weight -10
    }
    track_interface {
        eth2 weight -5
    }
}
`;
  assert.deepEqual(syncGroupIgnoresWeights.find(keepalivedSubject(text)), []);
});
