import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hideSecrets } from './hide-secrets.ts';

describe('hideSecrets', () => {
  const hidden: [line: string, shown: string][] = [
    ['    auth_pass secret12', '    auth_pass ********'],
    ['  auth_pass "a b"  # ours', '  auth_pass *****  # ours'],
    ['  stats auth admin:pass', '  stats auth admin:****'],
    ['  user joe insecure-password x1', '  user joe insecure-password **'],
    ['  user joe password $5$hash', '  user joe password $5$hash'],
    ['requirepass hunter2', 'requirepass *******'],
    ['sentinel auth-pass main hunter2', 'sentinel auth-pass main *******'],
    ['      POSTGRES_PASSWORD: hunter2', '      POSTGRES_PASSWORD: *******'],
    ["    - DB_PASSWORD='hunter2'", '    - DB_PASSWORD=*********'],
    ['    password: "$PGPASS"', '    password: "$PGPASS"'],
    ['  <haproxy_password>hunter2</haproxy_password>', '  <haproxy_password>*******</haproxy_password>'],
    ['<key>c98b62a9b6</key> <!-- ours -->', '<key>**********</key> <!-- ours -->'],
    ['  file: /run/secrets/password', '  file: /run/secrets/password'],
    ['  server web1 10.0.0.1:80 check', '  server web1 10.0.0.1:80 check'],
  ];
  for (const [line, shown] of hidden) it(line.trim(), () => assert.equal(hideSecrets(line), shown));

  it('keeps the length, so that carets stand where they belong', () => {
    for (const [line, shown] of hidden) assert.equal(shown.length, line.length);
  });
});
