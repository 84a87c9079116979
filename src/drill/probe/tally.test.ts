import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RunningTally } from './tally.ts';

const attempt = (result: 'ok' | 'refused', tookMs: number) => ({
  dueUs: 0,
  startUs: 1_000,
  endUs: 1_000 + tookMs * 1_000,
  result,
  connectedUs: undefined,
  requestSent: false,
});

test('what ended since the last look is counted once, and only answers have a slowest', () => {
  const tally = new RunningTally();
  assert.deepEqual(tally.take(), { ok: 0, failed: 0, slowestMs: null });
  tally.note(attempt('ok', 2));
  tally.note(attempt('ok', 7.25));
  tally.note(attempt('refused', 900));
  assert.deepEqual(tally.take(), { ok: 2, failed: 1, slowestMs: 7.3 });
  tally.note(attempt('refused', 1));
  assert.deepEqual(tally.take(), { ok: 0, failed: 1, slowestMs: null });
});
