import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject, memberOfNode } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { networkOwnedByEngine } from './network-owned-by-engine.ts';

const find = (text: string) => networkOwnedByEngine.find(composeSubject(text));

describe('networkOwnedByEngine', () => {
  it('fires at the network_mode', () => {
    const text = `services:
  nginx:
    image: nginx:1.26
  ka:
    image: osixia/keepalived:2
    network_mode: "service:nginx"
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:19']);
    assert.equal(
      findings[0]?.message,
      'ka lives in the network of nginx, which is itself restarted and updated: each restart of nginx leaves ka without an interface until somebody restarts it too.',
    );
    assert.equal(
      findings[0]?.remedy,
      'let a service that does nothing hold the network (a "pause" container with "restart: always"), and let nginx and ka both join it; or let `holdfast render --target compose` write the file.',
    );
  });

  it('knows container names, and Keepalived as owner', () => {
    const text = `services:
  a:
    build: ./keepalived
    container_name: vip
  web:
    image: nginx
    network_mode: container:vip
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['7:19']);
    assert.equal(
      findings[0]?.message,
      'web lives in the network of a, which is itself restarted and updated: each restart of a leaves web without an interface until somebody restarts it too.',
    );
    assert.equal(
      findings[0]?.remedy,
      'let a service that does nothing hold the network (a "pause" container with "restart: always"), and let a and web both join it; or let `holdfast render --target compose` write the file.',
    );
  });

  it('says nothing of a container that only holds the network', () => {
    assert.deepEqual(find(memberOfNode()), []);
  });

  it("says nothing of an idle container of an engine's name", () => {
    assert.deepEqual(
      find(`services:
  nginx-node:
    image: nginx
    entrypoint: [tail, -f, /dev/null]
  ka:
    image: keepalived
    network_mode: service:nginx-node
`),
      [],
    );
  });

  it('says nothing of the host', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    network_mode: host
`),
      [],
    );
  });

  it('says nothing of an owner in another file', () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    network_mode: container:nginx
`),
      [],
    );
  });

  it('says nothing of an application, which nobody restarts with it', () => {
    assert.deepEqual(
      find(`services:
  app:
    image: ghost:5
  ka:
    image: keepalived
    network_mode: service:app
`),
      [],
    );
  });
});
