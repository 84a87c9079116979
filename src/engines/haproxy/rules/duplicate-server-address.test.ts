import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { duplicateServerAddress } from './duplicate-server-address.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.21:8080 check
`;

describe('haproxy/duplicate-server-address', () => {
  it('tells where and why', () => {
    const findings = duplicateServerAddress.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['13:15']);
    assert.equal(
      findings[0]?.message,
      `Server a2 has the address of server a1 (line 12): they are one host and fail together.`,
    );
    assert.equal(findings[0]?.remedy, `correct the address, or delete one of the two.`);
  });

  it('IPv6 addresses written in two ways', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 [fd00::1]:80
    server a2 [fd00:0::1]:80
`;
    const found = duplicateServerAddress.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['13:15']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Server a2 has the address of server a1 (line 12): they are one host and fail together.`,
          `correct the address, or delete one of the two.`,
        ],
      ],
    );
  });

  it('socket files', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 unix@/run/a.sock
    server a2 unix@/run/a.sock
`;
    const found = duplicateServerAddress.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['13:15']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Server a2 has the address of server a1 (line 12): they are one host and fail together.`,
          `correct the address, or delete one of the two.`,
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
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'two ports of one host',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080
    server a2 10.0.0.21:8081
`,
    ],
    [
      'two source addresses, against port exhaustion',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 source 10.0.0.1
    server a2 10.0.0.21:8080 source 10.0.0.2
`,
    ],
    [
      'one of them is disabled',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080
    server a2 10.0.0.21:8080 disabled
`,
    ],
    [
      'names, which may have several addresses',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app.example.org:8080
    server a2 app.example.org:8080
`,
    ],
    [
      'one has weight 0',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080
    server a2 10.0.0.21:8080 weight 0
`,
    ],
    [
      'in two backends',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080
backend other
    server a1 10.0.0.21:8080
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(duplicateServerAddress.find(haproxySubject(text)), []);
    });
});
