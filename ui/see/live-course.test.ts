import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageBeat } from '../../src/node/page/page-site.ts';
import { liveCourse, mergeBeats, twoHoldersNow } from './live-course.ts';

const beat = (ms: number, change: Partial<PageBeat> = {}): PageBeat => ({
  startMs: 1_000,
  atMs: 1_000 + ms,
  ok: 20,
  failed: 0,
  slowestMs: 2,
  holders: ['lb1'],
  acts: 0,
  ...change,
});

test('a run that is on is what its probe has told so far: sums, when something was done, who held the VIP', () => {
  const course = liveCourse([
    beat(100, { startMs: 1, holders: ['lb2'] }),
    beat(100),
    beat(200, { acts: 1, ok: 3, failed: 17, holders: ['lb1', 'lb2'] }),
    beat(300, { acts: 1, holders: ['lb2'], slowestMs: null }),
    beat(400, { acts: 1, holders: ['lb2'] }),
  ]);
  assert.deepEqual(course, {
    times: [100, 200, 300, 400],
    ok: [20, 3, 20, 20],
    failed: [0, 17, 0, 0],
    slowestMs: [2, 2, null, 2],
    actsMs: [200],
    holds: [
      { node: 'lb1', fromMs: 100, toMs: 100, isTwo: false },
      { node: 'lb1', fromMs: 100, toMs: 200, isTwo: true },
      { node: 'lb2', fromMs: 100, toMs: 200, isTwo: true },
      { node: 'lb2', fromMs: 200, toMs: 400, isTwo: false },
    ],
    answered: 63,
    lost: 17,
    holders: ['lb2'],
    fromMs: 100,
    toMs: 400,
  });
});

test('only the last fifteen seconds are drawn, and all of the run is counted', () => {
  const course = liveCourse(Array.from({ length: 200 }, (_, index) => beat((index + 1) * 100)));
  assert.equal(course?.fromMs, 5_000);
  assert.equal(course.times[0], 5_000);
  assert.equal(course.answered, 4_000);
});

test('two holders are told at once, and not from what is old', () => {
  const both = [beat(100), beat(200, { holders: ['lb1', 'lb2'] })];
  assert.deepEqual(twoHoldersNow(both, 1_300), ['lb1', 'lb2']);
  assert.deepEqual(twoHoldersNow(both, 9_000), []);
  assert.deepEqual(twoHoldersNow([...both, beat(300)], 1_400), []);
  assert.deepEqual(twoHoldersNow([], 0), []);
});

test('a page that connects anew takes each beat once', () => {
  const all = [beat(100), beat(200), beat(300)];
  assert.deepEqual(mergeBeats(all.slice(0, 2), all, 100), all);
  assert.deepEqual(mergeBeats(all, all, 100), all);
  assert.deepEqual(mergeBeats(all.slice(0, 2), all, 2), all.slice(1));
});
