import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject, memberOfNode } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { networkHolderNotRestarted } from './network-holder-not-restarted.ts';

const find = (text: string) => networkHolderNotRestarted.find(composeSubject(text));

describe('networkHolderNotRestarted', () => {
  it('fires at the holder', () => {
    const text = `services:
  node:
    image: alpine
    command: sleep infinity
  ka:
    image: osixia/keepalived:2
    network_mode: service:node
  web:
    image: nginx
    network_mode: service:node
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      'node holds the network of ka and web, but nothing starts it again when it ends.',
    );
    assert.equal(findings[0]?.remedy, 'write "restart: always".');
  });

  it('fires on "no"', () => {
    const text = `services:
  node:
    image: alpine
    command: sleep infinity
    restart: "no"
  ka:
    image: osixia/keepalived:2
    network_mode: service:node
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['2:3']);
    assert.equal(
      findings[0]?.message,
      'node holds the network of ka, but nothing starts it again when it ends.',
    );
    assert.equal(findings[0]?.remedy, 'write "restart: always".');
  });

  it('says nothing with a policy', () => {
    assert.deepEqual(find(memberOfNode()), []);
  });

  it('says nothing where nobody joins', () => {
    assert.deepEqual(
      find(`services:
  node:
    image: alpine
    command: sleep infinity
`),
      [],
    );
  });

  it('says nothing where no engine joins', () => {
    assert.deepEqual(
      find(`services:
  node:
    image: alpine
    command: sleep infinity
  x:
    image: ghost
    network_mode: service:node
`),
      [],
    );
  });

  it('says nothing of a variable', () => {
    assert.deepEqual(
      find(`services:
  node:
    image: alpine
    command: sleep infinity
    restart: \${R}
  ka:
    image: osixia/keepalived:2
    network_mode: service:node
`),
      [],
    );
  });

  it('says nothing where the rest is elsewhere', () => {
    assert.deepEqual(
      find(`services:
  node:
    image: alpine
    command: sleep infinity
    extends: base
  ka:
    image: osixia/keepalived:2
    network_mode: service:node
`),
      [],
    );
  });
});
