import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { tutorialRouterId } from './tutorial-router-id.ts';

test('the ids of tutorials are told', () => {
  const text = `vrrp_instance a {
  virtual_router_id 51
}
vrrp_instance b {
  virtual_router_id 50
}
vrrp_instance c {
  virtual_router_id 1
}
`;
  const found = tutorialRouterId.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), ['2:21', '5:21', '8:21']);
  assert.equal(
    found[0]?.message,
    'virtual_router_id 51 is what most tutorials use, and this instance sends by multicast to everybody on the network: a second pair with the same id would be taken for its peer.',
  );
  assert.equal(
    found[0]?.remedy,
    'choose an id that nobody on this network uses, the same on every node of the pair: the last number of the VIP is a good one.',
  );
  assert.equal(
    found[1]?.message,
    'virtual_router_id 50 is what most tutorials use, and this instance sends by multicast to everybody on the network: a second pair with the same id would be taken for its peer.',
  );
  assert.equal(
    found[1]?.remedy,
    'choose an id that nobody on this network uses, the same on every node of the pair: the last number of the VIP is a good one.',
  );
  assert.equal(
    found[2]?.message,
    'virtual_router_id 1 is what most tutorials use, and this instance sends by multicast to everybody on the network: a second pair with the same id would be taken for its peer.',
  );
  assert.equal(
    found[2]?.remedy,
    'choose an id that nobody on this network uses, the same on every node of the pair: the last number of the VIP is a good one.',
  );
});

test('others are not, nor those of unicast', () => {
  const text = `vrrp_instance a {
  virtual_router_id 52
}
vrrp_instance b {
  virtual_router_id 51
  unicast_peer {
    10.0.0.2
  }
}
vrrp_instance c {
  virtual_router_id 51
  @a unicast_peer { 10.0.0.2 }
}
`;
  const found = tutorialRouterId.find(keepalivedSubject(text));
  assert.deepEqual(placesOf(found), []);
});
