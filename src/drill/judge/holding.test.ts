import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Hold } from '../measurements.ts';
import { holdersAt, longestMs, oneHolderSince, stretchesOf } from './holding.ts';

const hold = (node: string, fromUs: number, toUs?: number, address = 'vip'): Hold => ({
  node,
  address,
  fromUs,
  toUs,
});
const WINDOW = { startUs: 0, endUs: 1_000_000 };
const two = (holders: number) => holders > 1;

test('the longest time with two holders is the longest single one, not their sum', () => {
  const holds = [hold('lb1', -5), hold('lb2', 100_000, 130_000), hold('lb2', 500_000, 550_000)];
  assert.equal(longestMs(holds, ['vip'], WINDOW, two), 50);
});

test('each address is counted for itself: two nodes with one address each are one holder a VIP', () => {
  const holds = [hold('lb1', 0, undefined, 'a'), hold('lb2', 0, undefined, 'b')];
  assert.equal(longestMs(holds, ['a', 'b'], WINDOW, two), 0);
  assert.deepEqual(holdersAt(holds, 5), ['lb1', 'lb2']);
});

test('a gap between holders is time without one', () => {
  const holds = [hold('lb1', 0, 300_000), hold('lb2', 340_000)];
  assert.equal(
    longestMs(holds, ['vip'], WINDOW, (holders) => holders === 0),
    40,
  );
});

test('one holder counts from the last change to one, and not at all when the window ends with two', () => {
  const holds = [hold('lb1', 0), hold('lb2', 100_000, 600_000)];
  assert.equal(oneHolderSince(holds, ['vip'], WINDOW), 600_000);
  assert.equal(oneHolderSince([hold('lb1', 0), hold('lb2', 5)], ['vip'], WINDOW), undefined);
});

const anyHolds = fc.array(
  fc
    .tuple(
      fc.constantFrom('lb1', 'lb2', 'lb3'),
      fc.integer({ min: -10, max: 110 }),
      fc.integer({ min: 1, max: 60 }),
    )
    .map(([node, fromUs, forUs]) => hold(node, fromUs, forUs > 50 ? undefined : fromUs + forUs)),
  { maxLength: 8 },
);

test('stretches cover the window without gap or overlap, and neighbours differ', () => {
  fc.assert(
    fc.property(anyHolds, (holds) => {
      const stretches = stretchesOf(holds, 'vip', 0, 100);
      assert.equal(stretches[0]?.fromUs, 0);
      assert.equal(stretches.at(-1)?.toUs, 100);
      for (const [index, stretch] of stretches.entries()) {
        const next = stretches[index + 1];
        if (next === undefined) continue;
        assert.equal(stretch.toUs, next.fromUs);
        assert.notEqual(stretch.holders, next.holders);
      }
    }),
  );
});

test('one more hold never shortens the time with two holders', () => {
  fc.assert(
    fc.property(anyHolds, anyHolds, (holds, more) => {
      const window = { startUs: 0, endUs: 100 };
      assert.ok(
        longestMs([...holds, ...more], ['vip'], window, two) >= longestMs(holds, ['vip'], window, two),
      );
    }),
  );
});
