import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { median } from './median.ts';

test('the median is the middle value, or the mean of the two middle ones', () => {
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(median([4, 1, 2, 9]), 3);
  assert.ok(Number.isNaN(median([])));
});

const values = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 9 });

test('the median does not depend on the order and lies between least and most', () => {
  fc.assert(
    fc.property(values, (list) => {
      assert.equal(median(list), median([...list].reverse()));
      assert.ok(median(list) >= Math.min(...list) && median(list) <= Math.max(...list));
    }),
  );
});

test('a value that grows never makes the median smaller', () => {
  fc.assert(
    fc.property(values, fc.nat(), fc.nat(500), (list, at, more) => {
      const grown = list.map((value, index) => (index === at % list.length ? value + more : value));
      assert.ok(median(grown) >= median(list));
    }),
  );
});
