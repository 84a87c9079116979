import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { composeSubject } from '../../../../tests/support/compose-subject.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { dockerSocketMounted } from './docker-socket-mounted.ts';

const find = (text: string) => dockerSocketMounted.find(composeSubject(text));

describe('dockerSocketMounted', () => {
  it('fires at the mount', () => {
    const text = `services:
  t:
    image: traefik
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock:ro
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['5:9']);
    assert.equal(
      findings[0]?.message,
      't gets /var/run/docker.sock: who breaks into it is root on the host.',
    );
    assert.equal(
      findings[0]?.remedy,
      'take it out, or put a proxy before it that lets only reading requests through.',
    );
  });

  it('knows the long form and podman', () => {
    const text = `services:
  t:
    volumes:
      - type: bind
        source: /run/podman/podman.sock
        target: /x
`;
    const findings = find(text);
    assert.deepEqual(placesOf(findings), ['4:9']);
    assert.equal(
      findings[0]?.message,
      't gets /run/podman/podman.sock: who breaks into it is root on the host.',
    );
    assert.equal(
      findings[0]?.remedy,
      'take it out, or put a proxy before it that lets only reading requests through.',
    );
  });

  it('says nothing of other sockets', () => {
    assert.deepEqual(
      find(`services:
  t:
    volumes: ["/run/haproxy.sock:/run/haproxy.sock"]
`),
      [],
    );
  });

  it('says nothing of a service without volumes', () => {
    assert.deepEqual(
      find(`services:
  nginx:
    image: nginx:1.26
`),
      [],
    );
  });
});
