import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RequestBudget, type Use } from './request-budget.ts';

const asks = fc.array(
  fc.record({
    use: fc.constantFrom<Use>('discovery', 'moving'),
    afterMs: fc.integer({ min: 0, max: 5_000 }),
    isGivenBack: fc.boolean(),
  }),
  { maxLength: 300, size: 'max' },
);

test('no minute has more requests than the budget, however it is cut', () => {
  fc.assert(
    fc.property(asks, fc.integer({ min: 1, max: 40 }), (all, perMinute) => {
      const budget = new RequestBudget(perMinute);
      const taken: number[] = [];
      let nowMs = 1_000_000;
      for (const { use, afterMs, isGivenBack } of all) {
        nowMs += afterMs;
        if (budget.take(use, nowMs) !== 0) continue;
        if (isGivenBack) budget.giveBack(use);
        else taken.push(nowMs);
      }
      for (const from of taken) {
        const inMinute = taken.filter((atMs) => atMs >= from && atMs < from + 60_000).length;
        assert.ok(inMinute <= perMinute, `${inMinute} of ${perMinute}`);
      }
    }),
  );
});

test('whoever waits as long as it is told gets one, if nobody else asks', () => {
  fc.assert(
    fc.property(asks, fc.constantFrom<Use>('discovery', 'moving'), (all, last) => {
      const budget = new RequestBudget(10);
      let nowMs = 1_000_000;
      for (const { use, afterMs } of all) budget.take(use, (nowMs += afterMs));
      // Each wait ends when the oldest one is forgotten: at most as many waits as there are requests.
      for (let tries = 0; tries <= 10; tries += 1) {
        const waitMs = budget.take(last, nowMs);
        if (waitMs === 0) return;
        assert.ok(waitMs > 0 && waitMs <= 60_000);
        nowMs += waitMs;
      }
      assert.fail('it waits for ever');
    }),
  );
});

test('one use that takes all it gets leaves the other its share', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<readonly [Use, Use]>(['moving', 'discovery'], ['discovery', 'moving']),
      fc.integer({ min: 4, max: 300 }),
      ([greedy, modest], perMinute) => {
        const budget = new RequestBudget(perMinute);
        let greedyHas = 0;
        while (budget.take(greedy, 1_000) === 0) greedyHas += 1;
        let modestHas = 0;
        while (budget.take(modest, 1_001) === 0) modestHas += 1;
        assert.ok(greedyHas >= 1 && modestHas >= Math.max(1, Math.floor(perMinute / 4)));
        assert.equal(greedyHas + modestHas, perMinute);
      },
    ),
  );
});

test('a hold stops all uses, and a clock that was set back does not', () => {
  const budget = new RequestBudget(10);
  budget.hold(11_000);
  assert.equal(budget.take('moving', 10_000), 1_000);
  assert.equal(budget.take('discovery', 10_500), 500);
  assert.equal(budget.take('discovery', 11_000), 0);
  while (budget.take('moving', 50_000) === 0);
  assert.equal(budget.take('moving', 20_000), 0);
});
