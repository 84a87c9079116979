import assert from 'node:assert/strict';
import { it } from 'node:test';
import { CheckEnds } from './check-ends.ts';
import { readOpenSessions } from './open-sessions.ts';

it('a connection of a check is no session, also in a look that began before it ended', () => {
  const ends = new CheckEnds();
  ends.begin('10.0.0.1:4660');
  assert.ok(ends.now(1_000_000).has('10.0.0.1:4660'));
  ends.finish('10.0.0.1:4660', 1_000_000);
  assert.ok(ends.now(1_001_000).has('10.0.0.1:4660'));
  assert.equal(ends.now(1_003_000).size, 0);
});

it('what a check has open is left out of what the kernel counts', () => {
  const table = '  0: 0100000A:1234 0200000A:1F90 01 0\n  1: 0100000A:1235 0200000A:1F90 01 0\n';
  assert.equal(readOpenSessions([table]).remote.get('10.0.0.2:8080'), 2);
  assert.equal(readOpenSessions([table], new Set(['10.0.0.1:4660'])).remote.get('10.0.0.2:8080'), 1);
});
