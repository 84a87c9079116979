import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { duplicateProxyName } from './duplicate-proxy-name.ts';

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
    server a2 10.0.0.22:8080 check

backend app
    server a3 10.0.0.23:8080 check
`;

describe('haproxy/duplicate-proxy-name', () => {
  it('tells where and why', () => {
    const findings = duplicateProxyName.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['15:9']);
    assert.equal(
      findings[0]?.message,
      `backend app has the name of the backend in line 11: HAProxy refuses the file.`,
    );
    assert.equal(findings[0]?.remedy, `rename one of the two, or merge them.`);
  });

  it('a listen shares a name with nobody', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend a
    bind :80
listen a
    bind :81
backend b
listen b
    bind :82
`;
    const found = duplicateProxyName.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:8', '12:8']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `listen a has the name of the frontend in line 7: HAProxy refuses the file.`,
          `rename one of the two, or merge them.`,
        ],
        [
          `listen b has the name of the backend in line 11: HAProxy refuses the file.`,
          `rename one of the two, or merge them.`,
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

backend app2
    server a3 10.0.0.23:8080 check
`,
    ],
    [
      'a frontend and a backend may share a name',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend app
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
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
.if defined(X)
backend app
.else
backend app
.endif
`,
    ],
    [
      'alternatives in a piece of a file',
      `backend app
backend app
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(duplicateProxyName.find(haproxySubject(text)), []);
    });
});
