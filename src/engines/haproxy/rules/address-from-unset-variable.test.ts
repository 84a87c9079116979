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
    assert.equal(
      findings[0]?.remedy,
      `give it a value with "presetenv APP1 VALUE" in the global section, or a default: "\${APP1-ADDRESS}".`,
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
    const found = addressFromUnsetVariable.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['8:10', '12:15']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `When the variable INNER is not set, this listens on every address of the host, and HAProxy does not say so.`,
          `give it a value with "presetenv INNER VALUE" in the global section, or a default: "\${INNER-ADDRESS}".`,
        ],
        [
          `When the variable APP1 is not set, the address is 0.0.0.0, the load balancer itself, and HAProxy does not say so.`,
          `give it a value with "presetenv APP1 VALUE" in the global section, or a default: "\${APP1-ADDRESS}".`,
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
