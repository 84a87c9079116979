import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { sourceHashReshuffles } from './source-hash-reshuffles.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    balance source
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
    server a3 10.0.0.23:8080 check
`;

describe('haproxy/source-hash-reshuffles', () => {
  it('tells where and why', () => {
    const findings = sourceHashReshuffles.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:13']);
    assert.equal(
      findings[0]?.message,
      `When one of the 3 servers fails, backend app sends about 67 % of all clients to another server, and again when it returns.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `add "hash-type consistent": only the clients of the failed server move. For long-lived sessions "balance leastconn" spreads evenly.`,
    );
  });

  it('map-based written out, inherited, a template', () => {
    const text = `defaults
    mode http
    balance source
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    hash-type map-based
    server-template a 4 10.0.0.21:80
`;
    const found = sourceHashReshuffles.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['3:13']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `When one of the 4 servers fails, backend app sends about 75 % of all clients to another server, and again when it returns.`,
          `add "hash-type consistent": only the clients of the failed server move. For long-lived sessions "balance leastconn" spreads evenly.`,
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
    balance source
    hash-type consistent
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
    server a3 10.0.0.23:8080 check
`,
    ],
    [
      'two servers',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    balance source
    server a1 10.0.0.21:8080
    server a2 10.0.0.22:8080
    server a3 10.0.0.23:8080 backup
`,
    ],
    [
      'another algorithm',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    balance leastconn
    server a1 10.0.0.21:8080
    server a2 10.0.0.22:8080
    server a3 10.0.0.23:8080
`,
    ],
    [
      'consistent in the defaults',
      `defaults
    mode http
    hash-type consistent
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    balance source
    server-template a 3 10.0.0.21:80
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(sourceHashReshuffles.find(haproxySubject(text)), []);
    });
});
