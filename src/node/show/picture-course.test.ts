import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { axisSteps } from './axis-steps.ts';
import { widenBins } from './course-bins.ts';
import { pictureCourse } from './picture-course.ts';
import { printTree } from './print-tree.ts';

const course = fc
  .array(fc.tuple(fc.nat(50), fc.nat(50), fc.option(fc.nat(5_000))), { minLength: 1, maxLength: 700 })
  .map((bins) => ({
    binMs: 50,
    ok: bins.map(([ok]) => ok),
    failed: bins.map(([, failed]) => failed),
    slowestMs: bins.map(([, , slowest]) => slowest),
    holds: [{ node: 'lb1', fromMs: 0, toMs: bins.length * 50 }],
    actsMs: [10, 20],
  }));

test('wider bins lose no connection and no slow answer', () => {
  fc.assert(
    fc.property(course, (one) => {
      const wide = widenBins(one);
      const sum = (all: readonly number[]) => all.reduce((total, count) => total + count, 0);
      assert.equal(sum(wide.ok), sum(one.ok));
      assert.equal(sum(wide.failed), sum(one.failed));
      const most = (all: readonly (number | null)[]) => Math.max(-1, ...all.map((ms) => ms ?? -1));
      assert.equal(most(wide.slowestMs), most(one.slowestMs));
      assert.ok(wide.ok.length <= 240);
    }),
  );
});

test('every run is drawn inside its picture, with numbers alone', () => {
  fc.assert(
    fc.property(course, (one) => {
      const text = printTree(pictureCourse(one));
      assert.doesNotMatch(text, /NaN|Infinity|undefined/);
      for (const [, x] of text.matchAll(/<rect [^>]*\bx="([^"]+)"/g))
        assert.ok(Number(x) >= 0 && Number(x) <= 1000);
      for (const [, tall] of text.matchAll(/\bheight="([^"]+)"/g)) assert.ok(Number(tall) > 0);
    }),
  );
});

test('steps of an axis are round, begin at nothing and reach the most', () => {
  assert.deepEqual(axisSteps(217, 4), [0, 100, 200, 300]);
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 1e6, noNaN: true }),
      fc.integer({ min: 2, max: 10 }),
      (most, wanted) => {
        const steps = axisSteps(most, wanted);
        assert.equal(steps[0], 0);
        assert.ok((steps.at(-1) ?? 0) >= most * 0.999999);
        assert.ok(steps.length <= wanted + 2);
      },
    ),
  );
});
