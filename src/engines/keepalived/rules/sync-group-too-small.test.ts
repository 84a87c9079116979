import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { syncGroupTooSmall } from './sync-group-too-small.ts';

test('one or none', () => {
  const text = `vrrp_sync_group g {
  group {
    edge
  }
}
vrrp_sync_group h {
  group {
  }
}
`;
  const found = syncGroupTooSmall.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['1:1', '6:1']);
  assert.equal(found[0]?.message, 'The sync group g has only edge: there is nothing to move together.');
  assert.equal(found[0]?.remedy, 'name the instances that must move together, or remove the group.');
  assert.equal(found[1]?.message, 'The sync group h has no member: there is nothing to move together.');
  assert.equal(found[1]?.remedy, 'name the instances that must move together, or remove the group.');
});

test('two, or members that are not known', () => {
  const text = `vrrp_sync_group g {
  group {
    a
    b
  }
}
vrrp_sync_group h {
  group {
    a
    @x b
  }
}
`;
  const found = syncGroupTooSmall.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
