import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { networkModeConflict } from './network-mode-conflict.ts';

const find = (text: string) => networkModeConflict.find(composeSubject(text));

describe('networkModeConflict', () => {
  it('fires at the ports', () => {
    const text = `services:
  node:
    image: alpine
    command: sleep infinity
    restart: always
  web:
    network_mode: service:node
    ports: [80:80]
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['8:5']);
    assert.equal(
      findings[0]?.message,
      'web has "network_mode: service:node" and "ports" too: it does not start.',
    );
    assert.equal(findings[0]?.remedy, 'move "ports" to node, whose network it joins.');
    assert.equal(findings[0]?.severity, 'error');
  });

  it('fires at networks', () => {
    const text = `services:
  node:
    image: alpine
    command: sleep infinity
    restart: always
  web:
    network_mode: host
    networks: [a]
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['8:5']);
    assert.equal(findings[0]?.message, 'web has "network_mode: host" and "networks" too: it does not start.');
    assert.equal(findings[0]?.remedy, 'take "networks" out.');
    assert.equal(findings[0]?.severity, 'error');
  });

  it('warns of ports that are dropped', () => {
    const text = `services:
  web:
    network_mode: host
    ports:
      - 80:80
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:5']);
    assert.equal(
      findings[0]?.message,
      'web has "network_mode: host" and "ports" too: the ports are ignored.',
    );
    assert.equal(findings[0]?.remedy, 'take "ports" out.');
    assert.equal(findings[0]?.severity, 'warning');
  });

  it('says nothing without network_mode', () => {
    assert.deepEqual(
      find(`services:
  web:
    ports: [80:80]
    networks: [a]
`),
      [],
    );
  });

  it('says nothing of the bridge', () => {
    assert.deepEqual(
      find(`services:
  web:
    network_mode: bridge
    ports: [80:80]
`),
      [],
    );
  });

  it('says nothing of a member without ports', () => {
    assert.deepEqual(
      find(`services:
  node:
    image: alpine
    command: sleep infinity
    restart: always
  web:
    network_mode: service:node
    expose: [80]
`),
      [],
    );
  });
});
