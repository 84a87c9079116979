import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { localpeerNotInPeers } from './localpeer-not-in-peers.ts';

const BAD = `global
    localpeer lb1

peers site
    peer lb-1 10.0.0.11:10000
    peer lb-2 10.0.0.12:10000

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

describe('haproxy/localpeer-not-in-peers', () => {
  it('tells where and why', () => {
    const findings = localpeerNotInPeers.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['4:1']);
    assert.equal(
      findings[0]?.message,
      `This host calls itself lb1 (localpeer, line 2), and no peer of the section has that name: HAProxy drops the section.`,
    );
    assert.equal(findings[0]?.remedy, `add "peer lb1 ADDRESS:PORT", or set localpeer to one of the names.`);
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    localpeer lb1

peers site
    peer lb1 10.0.0.11:10000
    peer lb2 10.0.0.12:10000

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
      'no localpeer: the host name counts',
      `peers site
    peer lb-1 10.0.0.11:10000
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
      'server lines',
      `global
    localpeer lb1
peers site
    bind :10000
    server lb1
    server lb2 10.0.0.12:10000
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
      'a variable',
      `global
    localpeer "$ME"
peers site
    peer lb1 10.0.0.11:10000
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
      assert.deepEqual(localpeerNotInPeers.find(haproxySubject(text)), []);
    });
});
