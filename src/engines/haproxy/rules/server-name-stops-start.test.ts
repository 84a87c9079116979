import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { serverNameStopsStart } from './server-name-stops-start.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/server-name-stops-start', () => {
  it('tells where and why', () => {
    const findings = serverNameStopsStart.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:15']);
    assert.equal(
      findings[0]?.message,
      `Server a1: when DNS does not answer for app1.example.org, HAProxy does not start, and a reload keeps the old configuration.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `add "init-addr last,libc,none resolvers NAME" and a resolvers section, or write the address.`,
    );
  });

  it('resolvers with an init-addr that may fail', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 resolvers dns init-addr libc
`;
    const found = serverNameStopsStart.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:15']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `Server a1: when DNS does not answer for app1.example.org, HAProxy does not start, and a reload keeps the old configuration.`,
          `end init-addr with "none": the server starts without an address and gets it from the resolvers.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `resolvers dns
    nameserver ns1 10.0.0.2:53

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 check resolvers dns init-addr last,libc,none
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'resolvers alone: "none" is then the default',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 resolvers dns
`,
    ],
    [
      'localhost',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 localhost:8080
`,
    ],
    [
      'a literal address as the last way',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 init-addr last,libc,10.0.0.9
`,
    ],
    [
      'in the default-server',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    default-server resolvers dns init-addr none
    server a1 app1.example.org:8080
`,
    ],
    ...['<IP_OR_DNS_OF_NODE>', '‹node›', '…', 'WEB1_IP', 'YOUR_SERVER', 'your-server'].map(
      (name) => [`${name} is a placeholder`, `defaults\nbackend app\n    server a1 ${name}:8080\n`] as const,
    ),
    [
      'a place holder of a template',
      `defaults
    mode http

backend app
    server a1 <ADDRESS_OF_A1>:8080
    server a2 {{a2}}:8080
`,
    ],
    [
      'a piece of a file',
      `backend app
    server a1 app1.example.org:8080
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(serverNameStopsStart.find(haproxySubject(text)), []);
    });
});
