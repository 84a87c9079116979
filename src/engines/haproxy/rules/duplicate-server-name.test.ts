import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { duplicateServerName } from './duplicate-server-name.ts';

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
    server a1 10.0.0.22:8080 check
`;

describe('haproxy/duplicate-server-name', () => {
  it('tells where and why', () => {
    const findings = duplicateServerName.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['13:12']);
    assert.equal(
      findings[0]?.message,
      `backend app has a server a1 already, in line 12: HAProxy refuses the file.`,
    );
    assert.equal(findings[0]?.remedy, `give each server of the backend a name of its own.`);
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
      'the same name in another backend',
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
    server a1 10.0.0.22:8080
`,
    ],
    [
      'alternatives behind .if',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
.if defined(X)
    server a1 10.0.0.21:8080
.else
    server a1 10.0.0.22:8080
.endif
`,
    ],
    [
      'a piece of a file',
      `backend app
    server a1 10.0.0.21:8080
    server a1 10.0.0.22:8080
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(duplicateServerName.find(haproxySubject(text)), []);
    });
});
