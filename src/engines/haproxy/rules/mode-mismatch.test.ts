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
    assert.equal(
      findings[0]?.remedy,
      `give both the same mode: "mode http" in backend app, or "mode tcp" in frontend www.`,
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
    const found = modeMismatch.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:17']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `frontend www is in HTTP mode, backend app2 (line 15) in TCP mode: HAProxy refuses the file.`,
          `give both the same mode: "mode http" in backend app2, or "mode tcp" in frontend www.`,
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
