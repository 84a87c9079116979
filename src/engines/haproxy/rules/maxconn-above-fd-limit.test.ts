import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { maxconnAboveFdLimit } from './maxconn-above-fd-limit.ts';

const BAD = `global
    fd-hard-limit 10000
    maxconn 10000

defaults
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
`;

describe('haproxy/maxconn-above-fd-limit', () => {
  it('tells where and why', () => {
    const findings = maxconnAboveFdLimit.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['3:5']);
    assert.equal(
      findings[0]?.message,
      `maxconn 10000 needs 20000 file descriptors and some for listeners and checks, fd-hard-limit (line 2) allows 10000: HAProxy does not start.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `raise fd-hard-limit above 20000, or delete the maxconn line: HAProxy then computes it from the limit.`,
    );
  });

  it('one too few', () => {
    const text = `global
    fd-hard-limit 19999
    maxconn 10000
defaults
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
`;
    const found = maxconnAboveFdLimit.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['3:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `maxconn 10000 needs 20000 file descriptors and some for listeners and checks, fd-hard-limit (line 2) allows 19999: HAProxy does not start.`,
          `raise fd-hard-limit above 20000, or delete the maxconn line: HAProxy then computes it from the limit.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    fd-hard-limit 50000
    maxconn 10000

defaults
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
      'exactly twice as many',
      `global
    fd-hard-limit 20000
    maxconn 10000
defaults
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
      'no limit',
      `global
    maxconn 10000
defaults
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
      'no maxconn',
      `global
    fd-hard-limit 10
defaults
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
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(maxconnAboveFdLimit.find(haproxySubject(text)), []);
    });
});
