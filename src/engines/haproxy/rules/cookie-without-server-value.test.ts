import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { cookieWithoutServerValue } from './cookie-without-server-value.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    cookie SRV insert indirect nocache
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/cookie-without-server-value', () => {
  it('tells where and why', () => {
    const findings = cookieWithoutServerValue.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:5']);
    assert.equal(
      findings[0]?.message,
      `No server of backend app has a cookie value: the cookie SRV is never set, and nobody stays on a server.`,
    );
    assert.equal(findings[0]?.remedy, `give each server "cookie VALUE", such as its name.`);
  });

  it('one of several', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    cookie SRV insert
    server a1 10.0.0.21:80 cookie a1
    server a2 10.0.0.22:80
`;
    const found = cookieWithoutServerValue.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['14:12']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Server a2 has no cookie value, others of backend app have: its users do not stay on it.`,
          `add "cookie a2" to the line.`,
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
    cookie SRV insert indirect nocache
    server a1 10.0.0.21:8080 check cookie a1
    server a2 10.0.0.22:8080 check cookie a2
`,
    ],
    [
      'values made from the addresses',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    cookie SRV insert dynamic
    dynamic-cookie-key x
    server a1 10.0.0.21:80
    server a2 10.0.0.22:80
`,
    ],
    [
      'a backup without a value',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    cookie SRV insert
    server a1 10.0.0.21:80 cookie a1
    server a2 10.0.0.22:80 backup
`,
    ],
    [
      'one server',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    cookie SRV insert
    server a1 10.0.0.21:80
`,
    ],
    [
      'TCP mode, where it is ignored',
      `defaults
    mode tcp
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    cookie SRV insert
    server a1 10.0.0.21:80
    server a2 10.0.0.22:80
`,
    ],
    [
      'a cookie of the defaults, and servers without any',
      `defaults
    mode http
    cookie SRV insert
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:80
    server a2 10.0.0.22:80
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(cookieWithoutServerValue.find(haproxySubject(text)), []);
    });
});
