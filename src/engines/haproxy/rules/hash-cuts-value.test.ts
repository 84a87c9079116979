import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { hashCutsValue } from './hash-cuts-value.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request set-header X-Colour blue#1
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/hash-cuts-value', () => {
  it('tells where and why', () => {
    const findings = hashCutsValue.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:38']);
    assert.equal(
      findings[0]?.message,
      `HAProxy reads only "blue" here: the unquoted # makes a comment of all that follows.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `put the value in quotes or write \\#; for a comment, put a blank before the #.`,
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
    http-request set-header X-Colour "blue#1"
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a comment behind a blank',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    option httplog # as text
    maxconn 9 #x
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a comment without a word',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    #maxconn 9
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'escaped',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request set-header X blue\\#1
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'an empty comment',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    maxconn 9#
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(hashCutsValue.find(haproxySubject(text)), []);
    });
});
