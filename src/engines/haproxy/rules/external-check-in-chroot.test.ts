import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { externalCheckInChroot } from './external-check-in-chroot.ts';

const BAD = `global
    external-check
    insecure-fork-wanted
    chroot /var/lib/haproxy
    user haproxy

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    option external-check
    external-check command /usr/local/bin/check.sh
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`;

describe('haproxy/external-check-in-chroot', () => {
  it('tells where and why', () => {
    const findings = externalCheckInChroot.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['19:5']);
    assert.equal(
      findings[0]?.message,
      `HAProxy looks for /usr/local/bin/check.sh below /var/lib/haproxy (chroot, line 4): unless it and all that it needs are there, all servers of backend app are taken down.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `use http-check or tcp-check rules, or copy the program with its interpreter and libraries below the chroot.`,
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    chroot /var/lib/haproxy
    user haproxy

defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    option httpchk
    http-check send meth GET uri /health
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check
`,
    ],
    [
      'no chroot',
      `global
    external-check
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    option external-check
    external-check command /bin/x
`,
    ],
    [
      'the root itself',
      `global
    chroot /
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    option external-check
    external-check command /bin/x
`,
    ],
    [
      'the option is not in force',
      `global
    chroot /x
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    external-check command /bin/x
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(externalCheckInChroot.find(haproxySubject(text)), []);
    });
});
