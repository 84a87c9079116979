import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unknownServer } from './unknown-server.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    use-server a9 if { src 10.9.0.0/16 }
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/unknown-server', () => {
  it('tells where and why', () => {
    const findings = unknownServer.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:16']);
    assert.equal(findings[0]?.message, `backend app has no server a9: HAProxy refuses the file.`);
    assert.equal(findings[0]?.remedy, `name a server of this backend, or delete the rule.`);
  });

  it('track', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80 track x/a1
    server a2 10.0.0.22:80 track a9
    server a3 10.0.0.23:80 track app/a9
`;
    const found = unknownServer.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:34', '13:34', '14:34']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Server a1 tracks x/a1, which does not exist: HAProxy refuses the file.`,
          `write track BACKEND/SERVER of a server that has a check.`,
        ],
        [
          `Server a2 tracks app/a9, which does not exist: HAProxy refuses the file.`,
          `write track BACKEND/SERVER of a server that has a check.`,
        ],
        [
          `Server a3 tracks app/a9, which does not exist: HAProxy refuses the file.`,
          `write track BACKEND/SERVER of a server that has a check.`,
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
    use-server a2 if { src 10.9.0.0/16 }
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'the names of a template',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    use-server a3 if TRUE
    server-template a 1-3 10.0.0.21:80
`,
    ],
    [
      'a name computed at run time',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    use-server %[path] if TRUE
    server a1 10.0.0.21:80
`,
    ],
    [
      'tracked in the same and in another backend',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80 check
    server a2 10.0.0.22:80 track a1
    server a3 10.0.0.23:80 track app/a1
`,
    ],
    [
      'a piece of a file',
      `backend app
    use-server a9 if TRUE
    server a1 10.0.0.21:80 track x/y
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(unknownServer.find(haproxySubject(text)), []);
    });
});
