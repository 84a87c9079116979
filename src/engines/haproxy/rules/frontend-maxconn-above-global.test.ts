import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { frontendMaxconnAboveGlobal } from './frontend-maxconn-above-global.ts';

const BAD = `global
    maxconn 2000

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    maxconn 10000
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/frontend-maxconn-above-global', () => {
  it('tells where and why', () => {
    const findings = frontendMaxconnAboveGlobal.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:5']);
    assert.equal(
      findings[0]?.message,
      `frontend www may have 10000 connections, all of HAProxy 2000 (line 2): it never reaches its maxconn and can shut out the other frontends.`,
    );
    assert.equal(findings[0]?.remedy, `raise the global maxconn above 10000, or lower this one below 2000.`);
  });

  it('one more', () => {
    const text = `global
    maxconn 2000
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    maxconn 2001
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = frontendMaxconnAboveGlobal.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['11:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `frontend www may have 2001 connections, all of HAProxy 2000 (line 2): it never reaches its maxconn and can shut out the other frontends.`,
          `raise the global maxconn above 2001, or lower this one below 2000.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    maxconn 20000

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    maxconn 10000
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'exactly as much',
      `global
    maxconn 2000
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    maxconn 2000
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'no global one',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    maxconn 10000
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'of the defaults',
      `global
    maxconn 2000
defaults
    mode http
    maxconn 10000
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
      assert.deepEqual(frontendMaxconnAboveGlobal.find(haproxySubject(text)), []);
    });
});
