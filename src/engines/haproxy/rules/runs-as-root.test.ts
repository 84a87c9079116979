import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { runsAsRoot } from './runs-as-root.ts';

const BAD = `global
    chroot /var/lib/haproxy
    maxconn 10000

defaults
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
`;

describe('haproxy/runs-as-root', () => {
  it('tells where and why', () => {
    const findings = runsAsRoot.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['2:5']);
    assert.equal(
      findings[0]?.message,
      `chroot needs root, and no user or uid line gives the rights up: HAProxy keeps running as root, who can leave a chroot.`,
    );
    assert.equal(findings[0]?.remedy, `write "user haproxy" and "group haproxy" in the global section.`);
  });

  it('user root', () => {
    const text = `global
    user root
defaults
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
`;
    const found = runsAsRoot.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['2:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `HAProxy keeps running as root after its start.`,
          `write "user haproxy" and "group haproxy" in the global section.`,
        ],
      ],
    );
  });

  it('uid 0', () => {
    const text = `global
    chroot /x
    uid 0
defaults
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
`;
    const found = runsAsRoot.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['3:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `HAProxy keeps running as root after its start.`,
          `write "user haproxy" and "group haproxy" in the global section.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    chroot /var/lib/haproxy
    user haproxy
    group haproxy
    maxconn 10000

defaults
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
      'neither chroot nor user: the service manager may choose',
      `global
    maxconn 10
defaults
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
      'a uid',
      `global
    chroot /x
    uid 99
defaults
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
      'a chroot behind .if',
      `global
.if defined(X)
    chroot /x
.endif
defaults
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
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(runsAsRoot.find(haproxySubject(text)), []);
    });
});
