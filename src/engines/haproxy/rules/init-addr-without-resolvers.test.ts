import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { initAddrWithoutResolvers } from './init-addr-without-resolvers.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 check init-addr none
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/init-addr-without-resolvers', () => {
  it('tells where and why', () => {
    const findings = initAddrWithoutResolvers.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:43']);
    assert.equal(
      findings[0]?.message,
      `Server a1 starts without an address, and without resolvers nothing ever looks app1.example.org up: it never gets traffic.`,
    );
    assert.equal(findings[0]?.remedy, `add "resolvers NAME" and a resolvers section.`);
    assert.equal(findings[0]?.severity ?? initAddrWithoutResolvers.severity, 'error');
  });

  it('none as the last way', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 init-addr last,libc,none
`;
    const found = initAddrWithoutResolvers.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:37']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `When DNS does not answer for app1.example.org at start, server a1 has no address, and without resolvers it stays down until the next reload.`,
          `add "resolvers NAME" and a resolvers section.`,
        ],
      ],
    );
  });

  it('in the default-server', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    default-server init-addr none
    server a1 app1.example.org:8080
`;
    const found = initAddrWithoutResolvers.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:20']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Server a1 starts without an address, and without resolvers nothing ever looks app1.example.org up: it never gets traffic.`,
          `add "resolvers NAME" and a resolvers section.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `resolvers dns
    nameserver ns1 10.0.0.2:53

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 check init-addr none resolvers dns
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'an address',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 init-addr none
`,
    ],
    [
      'without none',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 init-addr last,libc
`,
    ],
    [
      'resolvers in the default-server',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    default-server resolvers dns
    server a1 app1.example.org:8080 init-addr none
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(initAddrWithoutResolvers.find(haproxySubject(text)), []);
    });
});
