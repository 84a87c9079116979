import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { databaseSessionsSurvive } from './database-sessions-survive.ts';

const find = (text: string) => databaseSessionsSurvive.find(haproxySubject(text));

const pool = (check: string, words = 'check port 8008', port = 5432) =>
  `backend b\n option httpchk ${check}\n server p 10.0.0.1:${port} ${words}\n server q 10.0.0.2:${port} ${words}\n`;

test('tells the first server of a pool that follows the primary', () => {
  for (const check of [
    'OPTIONS /primary',
    '/master',
    'GET /leader',
    'GET /read-write',
    'GET /primary?lag=1',
    'OPTIONS /',
    'GET /standby-leader',
  ]) {
    assert.deepEqual(placesOf(find(pool(check))), ['3:2'], check);
  }
  assert.equal(
    find(pool('/primary'))[0]?.message,
    'When p of backend b is no longer the primary, sessions that are open stay with it.',
  );
  assert.equal(find(pool('/primary', 'check port 8008', 6432)).length, 1);
  assert.equal(
    find(
      'backend b\n option httpchk\n http-check send meth GET uri /primary\n server p 10.0.0.1:5432 check\n',
    ).length,
    1,
  );
});

test('says nothing of replicas, with the option, of other services, or in http mode', () => {
  for (const check of ['/replica', 'GET /read-only', 'GET /health', ''])
    assert.deepEqual(find(pool(check)), [], check);
  assert.deepEqual(find(pool('/primary', 'check on-marked-down shutdown-sessions')), []);
  assert.deepEqual(find(pool('/primary', 'port 8008')), []);
  assert.deepEqual(find(pool('/primary', 'check', 8080)), []);
  assert.deepEqual(find(`defaults\n mode http\n${pool('/primary')}`), []);
  assert.deepEqual(find('backend b\n option tcp-check\n server p 10.0.0.1:5432 check\n'), []);
  assert.deepEqual(
    find('backend b\n option httpchk\n http-check send meth GET\n server p 10.0.0.1:5432 check\n'),
    [],
  );
});
