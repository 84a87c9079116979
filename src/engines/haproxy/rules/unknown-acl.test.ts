import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { unknownAcl } from './unknown-acl.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if from_abroad
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/unknown-acl', () => {
  it('tells where and why', () => {
    const findings = unknownAcl.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:26']);
    assert.equal(findings[0]?.message, `frontend www has no acl from_abroad: HAProxy refuses the file.`);
    assert.equal(findings[0]?.remedy, `define the acl from_abroad above this line, in the same section.`);
  });

  it('an acl that is defined below its use', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if x
    acl x src 10.0.0.1
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = unknownAcl.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:26']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `The acl x is defined below, in line 10: HAProxy does not know it here yet and refuses the file.`,
          `move the acl's line above this one.`,
        ],
      ],
    );
  });

  it('the word and', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a src 10.0.0.1
    acl b dst 10.0.0.2
    http-request deny if a and b
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = unknownAcl.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['11:28']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `"and" is no operator: acls that stand side by side must all hold, and HAProxy looks for an acl of this name and refuses the file.`,
          `delete "and".`,
        ],
      ],
    );
  });

  it('negated, behind unless, and each of several', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny unless !x y
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = unknownAcl.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:30', '9:33']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `frontend www has no acl x: HAProxy refuses the file.`,
          `define the acl x above this line, in the same section.`,
        ],
        [
          `frontend www has no acl y: HAProxy refuses the file.`,
          `define the acl y above this line, in the same section.`,
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
    acl from_abroad src 203.0.113.0/24
    http-request deny if from_abroad
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'predefined acls',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if METH_TRACE or !HTTP_1.1 || { src 10.0.0.1 }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'words in an anonymous acl',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if { hdr(host) -i if unless }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'a piece of a file',
      `frontend www
    bind :80
    http-request deny if x
`,
    ],
    [
      'a quoted value',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request set-header X "if" if TRUE
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(unknownAcl.find(haproxySubject(text)), []);
    });
});
