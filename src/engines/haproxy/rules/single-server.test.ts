import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { singleServer } from './single-server.ts';

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
`;

describe('haproxy/single-server', () => {
  it('tells where and why', () => {
    const findings = singleServer.find(haproxySubject(BAD, { maxOutageMs: 20000 }));
    assert.deepEqual(placesOf(findings), ['12:12']);
    assert.equal(
      findings[0]?.message,
      `a1 is the only server of backend app: while it is down, every request fails, and no outage may last longer than 20 s.`,
    );
    assert.equal(findings[0]?.remedy, `add a second server, on another host.`);
    assert.equal(findings[0]?.severity ?? singleServer.severity, 'warning');
  });

  it('as advice where nobody set a limit', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080
`;
    const found = singleServer.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:12']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `a1 is the only server of backend app: while it is down, every request fails.`,
          `add a second server, on another host.`,
        ],
      ],
    );
  });

  it('a listen', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

listen l
    bind :80
    server a1 10.0.0.21:8080
`;
    const found = singleServer.find(haproxySubject(text, { maxOutageMs: 20000 }));
    assert.deepEqual(placesOf(found), ['9:12']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `a1 is the only server of listen l: while it is down, every request fails, and no outage may last longer than 20 s.`,
          `add a second server, on another host.`,
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
`,
    ],
    [
      'a server on this host',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 127.0.0.1:8080
`,
    ],
    [
      'a template of several',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server-template a 3 10.0.0.21:8080
`,
    ],
    [
      'nobody leads to it',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080
    server a2 10.0.0.22:8080
backend spare
    server b1 10.0.0.31:80
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(singleServer.find(haproxySubject(text, { maxOutageMs: 20000 })), []);
    });
});
