import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { applyEdits } from '../../../lint/apply-edits.ts';
import { hostMatchCase } from './host-match-case.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl shop hdr(host) shop.example.org
    use_backend app if shop
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/host-match-case', () => {
  it('tells where and why', () => {
    const findings = hostMatchCase.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['9:14']);
    assert.equal(
      findings[0]?.message,
      `The host is compared with case: a request for SHOP.EXAMPLE.ORG does not match.`,
    );
    assert.equal(findings[0]?.remedy, `add -i behind the fetch.`);
  });

  it('its fix puts it right and changes nothing else', () => {
    const fix = hostMatchCase.find(haproxySubject(BAD)).flatMap((finding) => finding.fix ?? []);
    const text = applyEdits(BAD, fix);
    assert.equal(
      text,
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl shop hdr(host) -i shop.example.org
    use_backend app if shop
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    );
    assert.deepEqual(hostMatchCase.find(haproxySubject(text)), []);
  });

  it('in braces, and its variants', () => {
    const text = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    http-request deny if { hdr_beg(host) img. } { req.hdr(Host),host_only a.example.org }
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;
    const found = hostMatchCase.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['9:28', '9:51']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [`The host is compared with case: a request for IMG. does not match.`, `add -i behind the fetch.`],
        [
          `The host is compared with case: a request for A.EXAMPLE.ORG does not match.`,
          `add -i behind the fetch.`,
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
    acl shop hdr(host) -i shop.example.org
    use_backend app if shop
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'made lower case before',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a req.hdr(host),lower shop.example.org
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'other ways of comparing',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a hdr(host) -m found
    acl b hdr(host) -m reg ^x
    acl c hdr(host)
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'an address has no case',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a hdr(host) 10.0.0.1
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'another header',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    acl a hdr(x-user) bob
    default_backend app

backend app
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(hostMatchCase.find(haproxySubject(text)), []);
    });
});
