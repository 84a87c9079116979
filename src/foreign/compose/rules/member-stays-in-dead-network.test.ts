import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject, memberOfNode } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { memberStaysInDeadNetwork } from './member-stays-in-dead-network.ts';

const find = (text: string) => memberStaysInDeadNetwork.find(composeSubject(text));

describe('memberStaysInDeadNetwork', () => {
  it('fires at the member', () => {
    const text = memberOfNode();
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:3']);
    assert.equal(
      findings[0]?.message,
      'When node is restarted, ka stays in its old network, without an interface, until somebody restarts it.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write a healthcheck that ends the container then: test "ip link show eth0 || kill -TERM 1", interval 1s, with "restart: always"; or let `holdfast render --target compose` write the file.',
    );
  });

  it('fires where the check ends nothing', () => {
    const text = memberOfNode(`    healthcheck: { test: [CMD, pgrep, keepalived] }
`);
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:3']);
    assert.equal(
      findings[0]?.message,
      'When node is restarted, ka stays in its old network, without an interface, until somebody restarts it.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write a healthcheck that ends the container then: test "ip link show eth0 || kill -TERM 1", interval 1s, with "restart: always"; or let `holdfast render --target compose` write the file.',
    );
  });

  it('says nothing where the check ends the container', () => {
    assert.deepEqual(
      find(
        memberOfNode(`    healthcheck: { test: [CMD-SHELL, "ip link show eth0 || kill 1"] }
`),
      ),
      [],
    );
  });

  it('says nothing where a companion restarts it', () => {
    assert.deepEqual(
      find(
        memberOfNode(`    healthcheck: { test: x }
  heal:
    image: willfarrell/autoheal:1
`),
      ),
      [],
    );
  });

  it("says nothing of the host's network", () => {
    assert.deepEqual(
      find(`services:
  ka:
    image: keepalived
    network_mode: host
`),
      [],
    );
  });

  it('says nothing of a network that an engine owns', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    image: nginx:1.26
  ka:
    image: keepalived
    network_mode: service:nginx
`),
      [],
    );
  });

  it('says nothing of services that are no engines', () => {
    assert.deepEqual(
      find(`services:
  node:
    image: alpine
    command: sleep infinity
    restart: always
  x:
    image: ghost
    network_mode: service:node
`),
      [],
    );
  });
});
