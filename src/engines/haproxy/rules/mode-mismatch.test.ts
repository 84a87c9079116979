import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { modeMismatch } from './mode-mismatch.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    mode tcp
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/mode-mismatch', () => {
  it('tells where and why', () => {
    const findings = modeMismatch.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:21']);
    assert.equal(
      findings[0]?.message,
      `frontend www is in HTTP mode, backend app (line 11) in TCP mode: HAProxy refuses the file.`,
    );
  });

  it('by use_backend', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend app2 if TRUE
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
backend app2
    mode tcp
`;
    assert.deepEqual(placesOf(modeMismatch.find(haproxySubject(text))), ['9:17']);
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
      'a TCP frontend may lead to an HTTP backend',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    mode tcp
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a backend without any defaults',
      `frontend www
    mode http
    bind :80
    default_backend app
backend app
    server a1 10.0.0.21:80
`,
    ],
    [
      'behind .if',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
.if defined(X)
    use_backend app2 if TRUE
.endif
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
backend app2
    mode tcp
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(modeMismatch.find(haproxySubject(text)), []);
    });
});
