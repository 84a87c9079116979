import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { crashProneVersion } from './crash-prone-version.ts';

const BAD = `global
    master-worker

program api
    command /usr/bin/dataplaneapi -f /etc/haproxy/dataplaneapi.yml

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

describe('haproxy/crash-prone-version', () => {
  it('tells where and why', () => {
    const findings = crashProneVersion.find(
      haproxySubject(BAD, { haproxy: { major: 2, minor: 6, patch: 12 } }),
    );
    assert.deepEqual(placesOf(findings), ['5:5']);
    assert.equal(
      findings[0]?.message,
      `The Data Plane API adds and deletes servers at run time, and HAProxy 2.6.12 can crash when it does.`,
    );
    assert.equal(findings[0]?.remedy, `update HAProxy to 2.6.17 or later, or let the API reload instead.`);
  });

  it('the last one without it', () => {
    const text = `program api
    command dataplaneapi
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
    const found = crashProneVersion.find(
      haproxySubject(text, { haproxy: { major: 2, minor: 6, patch: 16 } }),
    );
    assert.deepEqual(placesOf(found), ['2:5']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `The Data Plane API adds and deletes servers at run time, and HAProxy 2.6.16 can crash when it does.`,
          `update HAProxy to 2.6.17 or later, or let the API reload instead.`,
        ],
      ],
    );
  });

  const silent: readonly (readonly [why: string, text: string])[] = [
    [
      'what the page recommends',
      `global
    master-worker

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
      'another program',
      `program api
    command /bin/exporter
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
      assert.deepEqual(
        crashProneVersion.find(haproxySubject(text, { haproxy: { major: 2, minor: 6, patch: 12 } })),
        [],
      );
    });

  it('is silent: the version with the repair', () => {
    const text = `program api
    command dataplaneapi
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
    assert.deepEqual(
      crashProneVersion.find(haproxySubject(text, { haproxy: { major: 2, minor: 6, patch: 17 } })),
      [],
    );
  });

  it('is silent: the patch is not known', () => {
    const text = `program api
    command dataplaneapi
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
    assert.deepEqual(
      crashProneVersion.find(haproxySubject(text, { haproxy: { major: 2, minor: 6, patch: undefined } })),
      [],
    );
  });

  it('is silent: another release', () => {
    const text = `program api
    command dataplaneapi
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
    assert.deepEqual(
      crashProneVersion.find(haproxySubject(text, { haproxy: { major: 2, minor: 8, patch: 1 } })),
      [],
    );
  });
});
