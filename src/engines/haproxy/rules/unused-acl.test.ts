import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unusedAcl } from './unused-acl.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl from_abroad src 203.0.113.0/24
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/unused-acl', () => {
  it('tells where and why', () => {
    const findings = unusedAcl.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:9']);
    assert.equal(findings[0]?.message, `No rule of frontend www uses the acl from_abroad.`);
    assert.equal(findings[0]?.remedy, `use it in a rule, or delete it.`);
  });

  it('told once, where it is first defined', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a src 10.0.0.0/8
    acl a src 10.0.0.0/8
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = unusedAcl.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:9']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [[`No rule of frontend www uses the acl a.`, `use it in a rule, or delete it.`]],
    );
  });

  it('an acl of another section does not count', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a src 10.0.0.0/8
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
    http-request deny if a
`;
    const found = unusedAcl.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:9']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [[`No rule of frontend www uses the acl a.`, `use it in a rule, or delete it.`]],
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
    acl from_abroad src 203.0.113.0/24
    http-request deny if from_abroad
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'used negated',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a src 10.0.0.0/8
    http-request deny if !a
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a piece of a file',
      `frontend www
    bind :80
    acl a src 10.0.0.0/8
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(unusedAcl.find(haproxySubject(text)), []);
    });
});
