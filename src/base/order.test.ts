import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byPlace } from './order.ts';

test('places are read by line, then by column', () => {
  const places = [
    { line: 2, column: 1 },
    { line: 1, column: 9 },
    { line: 1, column: 2 },
  ];
  assert.deepEqual(
    places.toSorted(byPlace).map(({ line, column }) => `${line}:${column}`),
    ['1:2', '1:9', '2:1'],
  );
});
