import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { keywordNeedsNewer } from './keyword-needs-newer.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    option forwarded
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/keyword-needs-newer', () => {
  it('tells where and why', () => {
    const findings = keywordNeedsNewer.find(
      haproxySubject(BAD, { haproxy: { major: 2, minor: 6, patch: undefined } }),
    );
    assert.deepEqual(placesOf(findings), ['12:5']);
    assert.equal(findings[0]?.message, `"option forwarded" came with HAProxy 2.8; 2.6 refuses the file.`);
    assert.equal(findings[0]?.remedy, `update HAProxy to 2.8 or later, or do without it.`);
  });

  it('a section and a keyword of a server', () => {
    const text = `crt-store s
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80 check init-state fully-down
`;
    const found = keywordNeedsNewer.find(
      haproxySubject(text, { haproxy: { major: 2, minor: 6, patch: undefined } }),
    );
    assert.deepEqual(placesOf(found), ['1:1', '13:34']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `"crt-store" came with HAProxy 3.0; 2.6 refuses the file.`,
          `update HAProxy to 3.0 or later, or do without it.`,
        ],
        [
          `"init-state" came with HAProxy 3.1; 2.6 refuses the file.`,
          `update HAProxy to 3.1 or later, or do without it.`,
        ],
      ],
    );
  });

  it('one release before, and a defaults section by name', () => {
    const text = `defaults a
    mode http
frontend f from a
    bind :80
`;
    const found = keywordNeedsNewer.find(
      haproxySubject(text, { haproxy: { major: 2, minor: 3, patch: undefined } }),
    );
    assert.deepEqual(placesOf(found), ['3:12']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `"from" came with HAProxy 2.4; 2.3 refuses the file.`,
          `update HAProxy to 2.4 or later, or do without it.`,
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
    option forwardfor
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
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
.if version_atleast(2.8)
    option forwarded
.endif
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(
        keywordNeedsNewer.find(haproxySubject(text, { haproxy: { major: 2, minor: 6, patch: undefined } })),
        [],
      );
    });

  it('is silent: the version is not known', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    option forwarded
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    assert.deepEqual(keywordNeedsNewer.find(haproxySubject(text)), []);
  });

  it('is silent: the version has it', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    option forwarded
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    assert.deepEqual(
      keywordNeedsNewer.find(haproxySubject(text, { haproxy: { major: 2, minor: 8, patch: undefined } })),
      [],
    );
  });

  it('is silent: a later major version', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    option forwarded
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    assert.deepEqual(
      keywordNeedsNewer.find(haproxySubject(text, { haproxy: { major: 3, minor: 0, patch: undefined } })),
      [],
    );
  });
});
