import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { onlyBackupServers } from './only-backup-servers.ts';

const BAD = `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 check backup
    server a2 10.0.0.22:8080 check backup
`;

describe('haproxy/only-backup-servers', () => {
  it('tells where and why', () => {
    const findings = onlyBackupServers.find(haproxySubject(BAD));
    assert.deepEqual(placesOf(findings), ['12:36']);
    assert.equal(
      findings[0]?.message,
      `All 2 servers of backend app are backups: only the first that is up, a1, gets traffic.`,
    );
    assert.equal(
      findings[0]?.remedy,
      `delete "backup" where the server should share the load, or add "option allbackups".`,
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
    default-server backup
    server a1 10.0.0.21:8080
    server a2 10.0.0.22:8080
`;
    const found = onlyBackupServers.find(haproxySubject(text));
    assert.deepEqual(placesOf(found), ['12:20']);
    assert.deepEqual(
      found.map(({ message, remedy }) => [message, remedy]),
      [
        [
          `All 2 servers of backend app are backups: only the first that is up, a1, gets traffic.`,
          `delete "backup" where the server should share the load, or add "option allbackups".`,
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
    server a1 10.0.0.21:8080 check
    server a2 10.0.0.22:8080 check backup
`,
    ],
    [
      'allbackups',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    option allbackups
    server a1 10.0.0.21:8080 backup
    server a2 10.0.0.22:8080 backup
`,
    ],
    [
      'one server',
      `defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s

frontend www
    bind :80
    default_backend app

backend app
    server a1 10.0.0.21:8080 backup
`,
    ],
  ];
  for (const [why, text] of silent)
    it(`is silent: ${why}`, () => {
      assert.deepEqual(onlyBackupServers.find(haproxySubject(text)), []);
    });
});
