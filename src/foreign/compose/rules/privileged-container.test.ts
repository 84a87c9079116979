import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { privilegedContainer } from './privileged-container.ts';

const find = (text: string) => privilegedContainer.find(composeSubject(text));

describe('privilegedContainer', () => {
  it('fires at the key', () => {
    const text = `services:
  a:
    privileged: true
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['3:5']);
    assert.equal(findings[0]?.message, 'a runs with all rights of the host.');
    assert.equal(
      findings[0]?.remedy,
      'write "cap_add" with what it needs; Keepalived needs NET_ADMIN, NET_RAW and NET_BROADCAST.',
    );
  });

  it('says nothing of false', () => {
    assert.deepEqual(
      find(`services:
  a:
    privileged: false
`),
      [],
    );
  });

  it('says nothing of capabilities', () => {
    assert.deepEqual(
      find(`services:
  a:
    cap_add: [NET_ADMIN]
`),
      [],
    );
  });
});
