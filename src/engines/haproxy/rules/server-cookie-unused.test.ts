import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { serverCookieUnused } from './server-cookie-unused.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check cookie a1
    server a2 10.0.0.22:8080 check cookie a2
`;

describe('haproxy/server-cookie-unused', () => {
  it('tells where and why', () => {
    const findings = serverCookieUnused.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:36']);
    assert.equal(
      findings[0]?.message,
      `backend app has no cookie line: the servers' cookie values do nothing, and nobody stays on a server.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `add "cookie SERVER insert indirect nocache" to backend app, or delete the values.`,
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
    cookie SRV insert indirect nocache
    server a1 10.0.0.21:8080 check cookie a1
    server a2 10.0.0.22:8080 check cookie a2
`,
    ],
    [
      'the cookie line is inherited',
      `defaults
    mode http
    cookie SRV insert
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80 cookie a1
    server a2 10.0.0.22:80 cookie a2
`,
    ],
    [
      'one server',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80 cookie a1
`,
    ],
    [
      'a piece of a file',
      `backend app
    mode http
    server a1 10.0.0.21:80 cookie a1
    server a2 10.0.0.22:80 cookie a2
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(serverCookieUnused.find(haproxySubject(text)), []);
    });
});
