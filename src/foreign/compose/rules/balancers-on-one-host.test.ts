import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { balancersOnOneHost } from './balancers-on-one-host.ts';

const find = (text: string) => balancersOnOneHost.find(composeSubject(text));

describe('balancersOnOneHost', () => {
  it('fires at the second', () => {
    const text = `services:
  ka1:
    image: keepalived
  ka2:
    image: keepalived
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:3']);
    assert.equal(
      findings[0]?.message,
      'ka1 and ka2 hold one VIP between them on one and the same host: its failure takes both.',
    );
    assert.equal(
      findings[0]?.remedy,
      'run one of them on each of two hosts, each with a compose file of its own.',
    );
  });

  it('says nothing of one', () => {
    assert.deepEqual(
      find(`services:
  ka1:
    image: keepalived
`),
      [],
    );
  });

  it('says nothing of profiles', () => {
    assert.deepEqual(
      find(`services:
  ka1:
    image: keepalived
    profiles: [a]
  ka2:
    image: keepalived
    profiles: [b]
`),
      [],
    );
  });

  it('says nothing of a swarm', () => {
    assert.deepEqual(
      find(`services:
  ka1:
    image: keepalived
  ka2:
    image: keepalived
    deploy: { replicas: 1 }
`),
      [],
    );
  });

  it('says nothing of two proxies', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    image: nginx:1.26
  h:
    image: haproxy:3
`),
      [],
    );
  });
});
