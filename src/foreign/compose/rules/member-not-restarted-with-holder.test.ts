import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject, memberOfNode } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { memberNotRestartedWithHolder } from './member-not-restarted-with-holder.ts';

const find = (text: string) => memberNotRestartedWithHolder.find(composeSubject(text));

describe('memberNotRestartedWithHolder', () => {
  it('fires at the member', () => {
    const text = memberOfNode();
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:3']);
    assert.equal(
      findings[0]?.message,
      'When Compose restarts or updates node, it leaves ka in the old network.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "depends_on: { node: { condition: service_started, restart: true } }"; or let `holdfast render --target compose` write the file.',
    );
  });

  it('fires at depends_on', () => {
    const text = memberOfNode(`    depends_on: [node]
`);
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['9:5']);
    assert.equal(
      findings[0]?.message,
      'When Compose restarts or updates node, it leaves ka in the old network.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "depends_on: { node: { condition: service_started, restart: true } }"; or let `holdfast render --target compose` write the file.',
    );
  });

  it('fires on false', () => {
    const text = memberOfNode(`    depends_on: { node: { restart: false } }
`);
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['9:5']);
    assert.equal(
      findings[0]?.message,
      'When Compose restarts or updates node, it leaves ka in the old network.',
    );
    assert.equal(
      findings[0]?.remedy,
      'write "depends_on: { node: { condition: service_started, restart: true } }"; or let `holdfast render --target compose` write the file.',
    );
  });

  it('says nothing where it is restarted', () => {
    assert.deepEqual(
      find(
        memberOfNode(`    depends_on: { node: { restart: true } }
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

  it('says nothing of one that finds home by itself', () => {
    assert.deepEqual(
      find(
        memberOfNode(`    depends_on: [node]
    healthcheck: { test: [CMD-SHELL, "ip link show eth0 || kill -TERM 1"] }
`),
      ),
      [],
    );
  });
});
