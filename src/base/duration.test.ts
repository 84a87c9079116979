import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDuration, printDuration } from './duration.ts';

test('durations are whole milliseconds of a number with a unit', () => {
  assert.equal(parseDuration('50ms'), 50);
  assert.equal(parseDuration('0.3s'), 300);
  assert.equal(parseDuration('1.5h'), 5_400_000);
  assert.equal(parseDuration('365d'), 31_536_000_000);
});

test('what has no unit, another unit, a sign or half a millisecond is no duration', () => {
  for (const text of [
    '',
    '5',
    's',
    '5 s',
    '-5s',
    '+5s',
    '5S',
    '5us',
    '0.5ms',
    '1e3s',
    '1m30s',
    '٥s',
    '5s\n',
  ]) {
    assert.equal(parseDuration(text), undefined, text);
  }
});

test('a printed duration is read back as the same', () => {
  fc.assert(fc.property(fc.nat(), (ms) => assert.equal(parseDuration(printDuration(ms)), ms)));
});
