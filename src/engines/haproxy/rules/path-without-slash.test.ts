import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { pathWithoutSlash } from './path-without-slash.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if { path_beg admin }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/path-without-slash', () => {
  it('tells where and why', () => {
    const findings = pathWithoutSlash.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:37']);
    assert.equal(
      findings[0]?.message,
      `No path begins with "admin": every path begins with a slash, so this never holds.`,
    );
    assert.equal(findings[0]?.remedy, `write /admin, or path_sub if it may stand anywhere in the path.`);
  });

  it('each pattern', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a path_beg -i /a b /c d
    acl b path -m str e
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = pathWithoutSlash.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:26', '9:31', '10:23']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `No path begins with "b": every path begins with a slash, so this never holds.`,
          `write /b, or path_sub if it may stand anywhere in the path.`,
        ],
        [
          `No path begins with "d": every path begins with a slash, so this never holds.`,
          `write /d, or path_sub if it may stand anywhere in the path.`,
        ],
        [
          `No path begins with "e": every path begins with a slash, so this never holds.`,
          `write /e, or path_sub if it may stand anywhere in the path.`,
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
    http-request deny if { path_beg /admin }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'other ways of comparing',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a path_sub admin
    acl b path -m sub admin
    acl c path_end .php
    acl d path -m reg ^/x
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a file of patterns',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a path_beg -i -f /etc/haproxy/paths
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'the star of OPTIONS',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a path *
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'flags',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a path_beg -i -- /x
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(pathWithoutSlash.find(haproxySubject(text)), []);
    });
});
