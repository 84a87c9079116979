import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { MOST_NODES, type Priorities, prioritiesAsGiven, prioritiesFor } from './priorities.ts';

/** The rules at the top of priorities.ts, for every pair of nodes. */
function assertRules({ priorities, healthyWeight, holderWeight }: Priorities): void {
  const pairs = priorities.flatMap((one, i) =>
    priorities.flatMap((other, j) => (i === j ? [] : [{ one, other }])),
  );
  for (const { one, other } of pairs) {
    assert.ok(one + healthyWeight > other, 'a healthy node beats a sick one');
    assert.ok(
      one + healthyWeight + holderWeight > other + healthyWeight,
      'the bonus holds and moves the VIP',
    );
  }
  for (const priority of priorities) {
    assert.ok(
      priority >= 1 && priority + healthyWeight + holderWeight <= 254,
      'all sums are priorities of VRRP',
    );
  }
}

test('two nodes have 40 and 30', () => {
  assert.deepEqual(prioritiesFor(2, 50), { priorities: [40, 30], healthyWeight: 100, holderWeight: 50 });
});

test('three nodes are as far apart as 50 ms adverts allow', () => {
  assert.deepEqual(prioritiesFor(3, 50).priorities, [68, 44, 20]);
});

test('the rules hold for any number of nodes and any adverts, and the order is that of preference', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MOST_NODES }),
      fc.integer({ min: 10, max: 40_000 }),
      (count, advertMs) => {
        const result = prioritiesFor(count, advertMs);
        assert.equal(result.priorities.length, count);
        assert.deepEqual(
          result.priorities,
          [...new Set(result.priorities)].toSorted((left, right) => right - left),
        );
        assertRules(result);
      },
    ),
  );
});

test('timers of three backups differ by 10 ms at 200 ms adverts', () => {
  const skew = (priority: number) => ((256 - priority) / 256) * 200;
  const { priorities } = prioritiesFor(4, 200);
  for (const [rank, priority] of priorities.entries()) {
    const next = priorities[rank + 1];
    if (next !== undefined) assert.ok(skew(next) - skew(priority) >= 10);
  }
});

test('given priorities are what healthy nodes show, and keep the rules or are refused', () => {
  const given = fc.array(fc.integer({ min: 2, max: 253 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(given, (wanted) => {
      const result = prioritiesAsGiven(wanted);
      if (result === undefined) return;
      assert.deepEqual(
        result.priorities.map((priority) => priority + result.healthyWeight),
        wanted,
      );
      assertRules(result);
    }),
  );
});

test('the usual pairs of priorities are accepted, absurd ones are not', () => {
  for (const pair of [
    [100, 90],
    [110, 100],
    [150, 100],
    [101, 100],
    [200, 180],
  ])
    assert.ok(prioritiesAsGiven(pair), `${pair}`);
  for (const pair of [
    [250, 50],
    [254, 1],
    [20, 10],
  ])
    assert.equal(prioritiesAsGiven(pair), undefined, `${pair}`);
});
