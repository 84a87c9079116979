import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { keepalivedWithoutNetAdmin } from './keepalived-without-net-admin.ts';

const find = (text: string) => keepalivedWithoutNetAdmin.find(composeSubject(text));

describe('keepalivedWithoutNetAdmin', () => {
  it('fires at the service', () => {
    const text = `services:
  ka:
    image: keepalived
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      'ka runs Keepalived without NET_ADMIN: it cannot put the VIP on an interface.',
    );
    assert.equal(findings[0]?.remedy, 'write "cap_add: [NET_ADMIN, NET_RAW, NET_BROADCAST]".');
  });

  it('fires at cap_add', () => {
    const text = `services:
  ka:
    image: keepalived
    cap_add:
      - NET_BROADCAST
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:5']);
    assert.equal(
      findings[0]?.message,
      'ka runs Keepalived without NET_ADMIN: it cannot put the VIP on an interface.',
    );
    assert.equal(findings[0]?.remedy, 'write "cap_add: [NET_ADMIN, NET_RAW, NET_BROADCAST]".');
  });

  it('fires on NET_RAW that is dropped', () => {
    const text = `services:
  ka:
    image: keepalived
    cap_drop: [ALL]
    cap_add: [cap_net_admin]
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:5']);
    assert.equal(findings[0]?.message, 'ka runs Keepalived without NET_RAW: it can send no adverts.');
    assert.equal(findings[0]?.remedy, 'write "cap_add: [NET_ADMIN, NET_RAW, NET_BROADCAST]".');
  });

  it('says nothing with both', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    cap_add: [CAP_NET_ADMIN, NET_RAW]
`),
      [],
    );
  });

  it('says nothing where NET_RAW is there by default', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    cap_add: [NET_ADMIN]
`),
      [],
    );
  });

  it('says nothing where all are added', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    cap_drop: [ALL]
    cap_add: [ALL]
`),
      [],
    );
  });

  it('says nothing of a privileged one', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    privileged: true
`),
      [],
    );
  });

  it('says nothing of others', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    image: nginx:1.26
`),
      [],
    );
  });

  it('says nothing of variables', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    cap_add: ["\${CAPS}"]
`),
      [],
    );
  });
});
