import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LoginAttempts, RequestCount } from './limits.ts';

it('requests are counted in windows of a minute that begin with a request', () => {
  const count = new RequestCount(2);
  assert.deepEqual(
    [0, 10, 20, 60_000, 60_001, 60_002, 60_003, 60_004].map((now) => count.isTooMany(now)),
    [false, false, true, true, false, false, false, true],
  );
});

it('no limit is no limit', () => {
  const count = new RequestCount(0);
  assert.ok(![...Array(1_000).keys()].some((now) => count.isTooMany(now)));
});

it('an address is blocked for a time that begins with its first wrong password', () => {
  const attempts = new LoginAttempts(2, 1_000);
  attempts.failed('a', 0);
  assert.equal(attempts.isBlocked('a', 1), false);
  attempts.failed('a', 500);
  assert.deepEqual([attempts.isBlocked('a', 501), attempts.isBlocked('b', 501)], [true, false]);
  assert.deepEqual([attempts.isBlocked('a', 999), attempts.isBlocked('a', 1_000)], [true, false]);
});
