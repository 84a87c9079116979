import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unknownSectionReference } from './unknown-section-reference.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 check resolvers dns
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/unknown-section-reference', () => {
  it('tells where and why', () => {
    const findings = unknownSectionReference.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:53']);
    assert.equal(findings[0]?.message, `There is no resolvers section dns: HAProxy refuses the file.`);
    assert.equal(findings[0]?.remedy, `add "resolvers dns", or name a section that exists.`);
  });

  it('userlist, cache, peers and defaults that are not', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www from base
    bind :80
    http-request auth unless { http_auth(ops) }
    http-request cache-use c
    stick-table type ip size 1k peers p
`;
    const found = unknownSectionReference.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['7:19', '9:32', '10:28', '11:39']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `There is no defaults section base: HAProxy refuses the file.`,
          `add "defaults base", or name a section that exists.`,
        ],
        [
          `There is no userlist section ops: HAProxy refuses the file.`,
          `add "userlist ops", or name a section that exists.`,
        ],
        [
          `There is no cache section c: HAProxy refuses the file.`,
          `add "cache c", or name a section that exists.`,
        ],
        [
          `There is no peers section p: HAProxy refuses the file.`,
          `add "peers p", or name a section that exists.`,
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
    server a1 app1.example.org:8080 check resolvers dns
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'the resolvers that HAProxy 2.8 makes itself',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 app1.example.org:8080 resolvers default
`,
    ],
    [
      'a piece of a file',
      `backend app
    server a1 a.example.org:80 resolvers dns
`,
    ],
    [
      'userlist, cache, peers and defaults that are there',
      `userlist ops
    user a password b
cache c
peers p
    peer lb1 10.0.0.1:1000
defaults base
    mode http
frontend www from base
    bind :80
    http-request auth unless { http_auth(ops) }
    http-request cache-use c
    stick-table type ip size 1k peers p
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(unknownSectionReference.find(haproxySubject(text)), []);
    });
});
