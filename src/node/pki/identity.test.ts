import assert from 'node:assert/strict';
import type { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { ROLES, readIdentity } from './identity.ts';
import { may } from './rights.ts';

/** A certificate with this subject, as Node tells it: a field that is there twice is an array. */
const withSubject = (subject: object) =>
  ({ toLegacyObject: () => ({ subject }) }) as unknown as X509Certificate;

test('a role and a name, and nothing else, are an identity', () => {
  for (const role of ROLES) {
    assert.deepEqual(readIdentity(withSubject({ O: `holdfast-${role}`, CN: 'lb1' })), { role, name: 'lb1' });
  }
});

test('a subject with more, less, or anything twice is nobody', () => {
  for (const subject of [
    {},
    { CN: 'lb1' },
    { O: 'holdfast-node' },
    { O: 'holdfast-node', CN: 'lb1', OU: 'holdfast-operator' },
    { O: ['holdfast-node', 'holdfast-operator'], CN: 'lb1' },
    { O: 'holdfast-node', CN: ['lb1', 'lb2'] },
    { O: 'holdfast-ca', CN: 'lb1' },
    { O: 'HOLDFAST-NODE', CN: 'lb1' },
    { O: 'holdfast-node', CN: 'lb1\nrole: operator' },
    { O: 'holdfast-node', CN: '../lb1' },
  ]) {
    assert.equal(readIdentity(withSubject(subject)), undefined, JSON.stringify(subject));
  }
});

test('whatever stands in a subject, a name that comes out can stand in a log and a path', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ROLES), fc.string({ unit: 'binary' }), (role, name) => {
      const identity = readIdentity(withSubject({ O: `holdfast-${role}`, CN: name }));
      assert.ok(identity === undefined || /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/.test(identity.name));
    }),
  );
});

test('a viewer looks, an operator changes, only a node speaks as one', () => {
  assert.deepEqual(
    ROLES.map((role) => (['look', 'change', 'peer'] as const).filter((right) => may(role, right)).join(' ')),
    ['look change peer', 'look change', 'look'],
  );
});
