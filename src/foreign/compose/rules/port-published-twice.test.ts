import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { portPublishedTwice } from './port-published-twice.ts';

const find = (text: string) => portPublishedTwice.find(composeSubject(text));

describe('portPublishedTwice', () => {
  it('fires at the second', () => {
    const text = `services:
  a:
    ports: ["443:443"]
  b:
    ports: ["8443:443", "0.0.0.0:443:8443"]
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:25']);
    assert.equal(
      findings[0]?.message,
      'a publishes port 443/tcp of this host already (line 3): b does not start.',
    );
    assert.equal(
      findings[0]?.remedy,
      'give each its own address of the host ("192.0.2.11:443:443"), or another port.',
    );
  });

  it('knows that all addresses hold each', () => {
    const text = `services:
  a:
    ports: ["192.0.2.1:80:80"]
  b:
    ports:
      - { target: 8080, published: 80 }
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['6:9']);
    assert.equal(
      findings[0]?.message,
      'a publishes port 80/tcp of this host already (line 3): b does not start.',
    );
    assert.equal(
      findings[0]?.remedy,
      'give each its own address of the host ("192.0.2.11:443:443"), or another port.',
    );
  });

  it('says nothing of different addresses', () => {
    assert.deepEqual(
      find(`services:
  a:
    ports: ["192.0.2.1:80:80"]
  b:
    ports: ["192.0.2.2:80:80"]
`),
      [],
    );
  });

  it('says nothing of UDP beside TCP', () => {
    assert.deepEqual(
      find(`services:
  a:
    ports: ["514:514/udp"]
  b:
    ports: ["514:514"]
`),
      [],
    );
  });

  it('says nothing of ports that the engine chooses', () => {
    assert.deepEqual(
      find(`services:
  a:
    ports: ["80"]
  b:
    ports: ["80"]
`),
      [],
    );
  });

  it('says nothing of variables', () => {
    assert.deepEqual(
      find(`services:
  a:
    ports: ["\${IP}:80:80"]
  b:
    ports: ["\${IP2}:80:80"]
`),
      [],
    );
  });

  it('says nothing of services that may not run together', () => {
    assert.deepEqual(
      find(`services:
  a:
    ports: ["80:80"]
    profiles: [x]
  b:
    ports: ["80:80"]
`),
      [],
    );
  });
});
