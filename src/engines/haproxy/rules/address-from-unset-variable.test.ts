import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { addressFromUnsetVariable } from './address-from-unset-variable.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 "$APP1":8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/address-from-unset-variable', () => {
  it('tells where and why', () => {
    const findings = addressFromUnsetVariable.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:15']);
    assert.equal(
      findings[0]?.message,
      `When the variable APP1 is not set, the address is 0.0.0.0, the load balancer itself, and HAProxy does not say so.`,
    );
  });

  it('a bind, and a variable without quotes', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind "\${INNER}:80"
    default_backend app

backend app
    server a1 $APP1:8080 check
    server a2 10.0.0.22:8080 check
`;
    assert.deepEqual(placesOf(addressFromUnsetVariable.find(haproxySubject(text))), ['8:10', '12:15']);
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
    server a1 "\${APP1-10.0.0.21}":8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'set in the global section',
      `global
    presetenv APP1 10.0.0.21
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 "$APP1":8080
`,
    ],
    [
      'an inherited socket',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind "fd@\${FD_WWW}"
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'the port alone',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :"$PORT"
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'single quotes',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 '$APP1':8080
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(addressFromUnsetVariable.find(haproxySubject(text)), []);
    });
});
