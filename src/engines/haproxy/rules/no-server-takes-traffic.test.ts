import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { noServerTakesTraffic } from './no-server-takes-traffic.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check weight 0
    server a2 10.0.0.22:8080 check weight 0
`;

describe('haproxy/no-server-takes-traffic', () => {
  it('tells where and why', () => {
    const findings = noServerTakesTraffic.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:5']);
    assert.equal(
      findings[0]?.message,
      `All 2 servers of backend app have weight 0 or are disabled: every request ends in 503.`,
    );
    assert.equal(findings[0]?.remedy, `give one server a weight above 0, and enable it.`);
  });

  it('the only server is disabled', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 disabled
`;
    const found = noServerTakesTraffic.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `The only server of backend app has weight 0 or is disabled: every request ends in 503.`,
          `give one server a weight above 0, and enable it.`,
        ],
      ],
    );
  });

  it('by the default-server', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    default-server weight 0
    server a1 10.0.0.21:8080
`;
    const found = noServerTakesTraffic.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['13:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `The only server of backend app has weight 0 or is disabled: every request ends in 503.`,
          `give one server a weight above 0, and enable it.`,
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
    server a1 10.0.0.21:8080 check weight 100
    server a2 10.0.0.22:8080 check weight 0
`,
    ],
    [
      'an agent gives the weight',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 weight 0 agent-check agent-port 9999
`,
    ],
    [
      'one has the usual weight',
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
    server a2 10.0.0.22:8080 disabled
`,
    ],
    [
      'no servers',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
`,
    ],
    [
      'a weight behind .if',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
.if defined(X)
    server a1 10.0.0.21:8080 weight 0
.endif
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(noServerTakesTraffic.find(haproxySubject(text)), []);
    });
});
