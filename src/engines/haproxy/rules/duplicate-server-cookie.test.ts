import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { duplicateServerCookie } from './duplicate-server-cookie.ts';

const BAD = `defaults
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
    server a2 10.0.0.22:8080 check cookie a1
`;

describe('haproxy/duplicate-server-cookie', () => {
  it('tells where and why', () => {
    const findings = duplicateServerCookie.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['14:36']);
    assert.equal(
      findings[0]?.message,
      `Server a2 has the cookie value a1 of server a1 (line 13): users of a2 are sent to a1.`,
    );
    assert.equal(findings[0]?.remedy, `give each server a value of its own, such as its name.`);
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
      'a backup stands in for the server',
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
    server a2 10.0.0.22:80 cookie a1 backup
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
    server a1 10.0.0.21:80 cookie a1
backend other
    server a1 10.0.0.21:80 cookie a1
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(duplicateServerCookie.find(haproxySubject(text)), []);
    });
});
