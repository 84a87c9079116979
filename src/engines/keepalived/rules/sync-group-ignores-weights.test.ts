import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { syncGroupIgnoresWeights } from './sync-group-ignores-weights.ts';

test('of a member and of the group itself', () => {
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
  assert.deepEqual(placesOf(found), ['23:5', '9:9']);
  assert.equal(
    found[0]?.message,
    'Keepalived ignores eth1 with its weight of 5, because it belongs to the sync group g: when it fails, nothing moves.',
  );
  assert.equal(
    found[0]?.remedy,
    'Write "sync_group_tracking_weight" into g, on every node, or "weight 0" here, which means FAULT for the whole group.',
  );
  assert.equal(
    found[1]?.message,
    'Keepalived ignores chk with its weight of -20, because it belongs to the sync group g: when it fails, nothing moves.',
  );
  assert.equal(
    found[1]?.remedy,
    'Write "sync_group_tracking_weight" into g, on every node, or "weight 0" here, which means FAULT for the whole group.',
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
