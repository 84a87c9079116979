import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { proxyLoop } from './proxy-loop.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind 10.0.0.100:8080
    default_backend app

backend app
    server a1 10.0.0.100:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/proxy-loop', () => {
  it('tells where and why', () => {
    const findings = proxyLoop.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:15']);
    assert.equal(
      findings[0]?.message,
      `Server a1 is the address that frontend www itself listens on: each session to it comes back to HAProxy, without end.`,
    );
    assert.equal(findings[0]?.remedy, `write the address and port of the real server.`);
  });

  it('every address has the loopback', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 127.0.0.1:80
    server a2 localhost:80
`;
    const found = proxyLoop.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:15', '13:15']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Server a1 is the address that frontend www itself listens on: each session to it comes back to HAProxy, without end.`,
          `write the address and port of the real server.`,
        ],
        [
          `Server a2 is the address that frontend www itself listens on: each session to it comes back to HAProxy, without end.`,
          `write the address and port of the real server.`,
        ],
      ],
    );
  });

  it('in a range of ports, and a socket file', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

listen l
    bind :8000-8010
    bind unix@/run/l.sock
    server a1 127.0.0.1:8010
    server a2 127.0.0.1:8011
    server a3 unix@/run/l.sock
`;
    const found = proxyLoop.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['10:15', '12:15']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Server a1 is the address that listen l itself listens on: each session to it comes back to HAProxy, without end.`,
          `write the address and port of the real server.`,
        ],
        [
          `Server a3 is the address that listen l itself listens on: each session to it comes back to HAProxy, without end.`,
          `write the address and port of the real server.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind 10.0.0.100:8080
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'another frontend of this host, as the next stage',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server tls 127.0.0.1:8443
frontend inner
    bind 127.0.0.1:8443
    default_backend app2
backend app2
    server a1 10.0.0.21:80
`,
    ],
    [
      'the same port elsewhere',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80
`,
    ],
    [
      'a piece of a file',
      `listen ssh
    bind :22
    server local 127.0.0.1:22
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(proxyLoop.find(haproxySubject(text)), []);
    });
});
