import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unknownBackend } from './unknown-backend.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend ap

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/unknown-backend', () => {
  it('tells where and why', () => {
    const findings = unknownBackend.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:21']);
    assert.equal(findings[0]?.message, `There is no backend ap: HAProxy refuses the file.`);
    assert.equal(findings[0]?.remedy, `write app, or add a backend ap.`);
  });

  it('an inherited default_backend is told once', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

    default_backend nope
frontend www
    bind :80
frontend api
    bind :81
backend app
`;
    const found = unknownBackend.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['7:21']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [[`There is no backend nope: HAProxy refuses the file.`, `add a backend nope, or name another one.`]],
    );
  });

  it('each use_backend', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend nope if TRUE
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = unknownBackend.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:17']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [[`There is no backend nope: HAProxy refuses the file.`, `add a backend nope, or name another one.`]],
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
      'a name computed at run time',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    use_backend %[req.hdr(host),lower]
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a frontend whose backends are in another file',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app
`,
    ],
    [
      'a piece of a file',
      `frontend www
    bind :80
    default_backend app
backend other
`,
    ],
    [
      'a listen is a backend too',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app
listen app
    server a1 10.0.0.21:80
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(unknownBackend.find(haproxySubject(text)), []);
    });
});
