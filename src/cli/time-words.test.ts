import assert from 'node:assert/strict';
import { it } from 'node:test';
import { momentWords, spanWords, untilWords } from './time-words.ts';

const NOW = Date.UTC(2026, 0, 2, 4, 0, 0);

it('a span has the unit that people would take', () => {
  assert.deepEqual([40, 2100, 61_000, 7_200_000, 200_000_000].map(spanWords), [
    '40 ms',
    '2.1 s',
    '1 min',
    '2 h',
    '2 d',
  ]);
});

it('a moment has its date unless it is today, and what is no time is shown as it is', () => {
  assert.equal(momentWords('2026-01-02T03:12:45.000Z', NOW), '03:12 UTC');
  assert.equal(momentWords('2026-01-02T03:12:45.000Z', NOW, { seconds: true }), '03:12:45 UTC');
  assert.equal(momentWords('2026-01-01T23:59:59.000Z', NOW), '2026-01-01 23:59 UTC');
  assert.equal(momentWords('long ago', NOW), 'long ago');
});

it('what is to come is counted up to whole seconds', () => {
  assert.equal(untilWords('2026-01-02T04:00:41.200Z', NOW), 'in 42 s');
  assert.equal(untilWords('2026-01-02T03:00:00.000Z', NOW), 'now');
});
