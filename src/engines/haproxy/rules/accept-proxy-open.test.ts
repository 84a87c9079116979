import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { acceptProxyOpen } from './accept-proxy-open.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80 accept-proxy
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/accept-proxy-open', () => {
  it('tells where and why', () => {
    const findings = acceptProxyOpen.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['8:14']);
    assert.equal(
      findings[0]?.message,
      `frontend www takes the client's address from whoever connects: nothing limits who may send a PROXY line.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `replace it by "tcp-request connection expect-proxy layer4 if { src ADDRESSES-OF-YOUR-PROXIES }", or add "tcp-request connection reject unless { src ADDRESSES }".`,
    );
  });

  it('an address of the host', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind 10.0.0.1:80 accept-proxy
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = acceptProxyOpen.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['8:22']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `frontend www takes the client's address from whoever connects: nothing limits who may send a PROXY line.`,
          `replace it by "tcp-request connection expect-proxy layer4 if { src ADDRESSES-OF-YOUR-PROXIES }", or add "tcp-request connection reject unless { src ADDRESSES }".`,
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
    bind :80
    acl from_proxy src 10.0.0.2 10.0.0.3
    tcp-request connection expect-proxy layer4 if from_proxy
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'others are refused',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80 accept-proxy
    tcp-request connection reject unless { src 10.0.0.2 }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'on the loopback',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind 127.0.0.1:80 accept-proxy
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'on a socket file',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind unix@/run/x.sock accept-proxy
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(acceptProxyOpen.find(haproxySubject(text)), []);
    });
});
