import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { noDefaultBackend } from './no-default-backend.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend app if { path_beg /app/ }

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/no-default-backend', () => {
  it('tells where and why', () => {
    const findings = noDefaultBackend.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['7:1']);
    assert.equal(
      findings[0]?.message,
      `Frontend www has no default_backend: what does not match the use_backend is answered 503.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `add a default_backend, or say what you want: "http-request deny deny_status 404" (TCP: "tcp-request content reject") as the last rule.`,
    );
  });

  it('in TCP mode', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    mode tcp
    use_backend app if { src 10.0.0.1 }

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = noDefaultBackend.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['7:1']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Frontend www has no default_backend: what does not match the use_backend is closed.`,
          `add a default_backend, or say what you want: "http-request deny deny_status 404" (TCP: "tcp-request content reject") as the last rule.`,
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
    use_backend app if { path_beg /app/ }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'the last use_backend has no condition',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend app if { path_beg /app/ }
    use_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'the rest is refused',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend app if { path_beg /app/ }
    http-request deny deny_status 404

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'inherited',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

    default_backend app
frontend www
    bind :80
    use_backend app if TRUE
backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'no use_backend at all',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request return status 200

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(noDefaultBackend.find(haproxySubject(text)), []);
    });
});
