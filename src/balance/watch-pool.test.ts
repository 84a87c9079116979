import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LoadWords, serverLoads } from '../../tests/support/server-loads.ts';
import { USUAL_RULES as RULES } from '../../tests/support/usual-rules.ts';
import { afterRun, type WatchState, watchPool } from './watch-pool.ts';

const THREE: LoadWords = { m1: 1_000, m2: 1_000, m3: 1_000 };
const DOWN = { sessions: 0, isFit: false };

/** Looks once a second; each look has its own loads, or those of the look before. */
function watchOver(looks: readonly (LoadWords | undefined)[], from?: { watch: WatchState; nowMs: number }) {
  let watch = from?.watch;
  let nowMs = from?.nowMs ?? 0;
  let words: LoadWords | undefined;
  let last: ReturnType<typeof watchPool> | undefined;
  const begins: number[] = [];
  for (const look of looks) {
    words = look ?? words;
    nowMs += 1_000;
    last = watchPool(watch, { nowMs, loads: words && serverLoads(words), hindrance: undefined }, RULES);
    watch = JSON.parse(JSON.stringify(last.watch)) as WatchState;
    if (last.begin) begins.push(nowMs);
  }
  return { begins, says: last!.says, watch: watch!, nowMs };
}
const same = (seconds: number) => Array.from({ length: seconds }, () => undefined);

describe('a run begins by itself', () => {
  it('never in a pool that is balanced', () => {
    assert.deepEqual(watchOver([THREE, ...same(60)]).begins, []);
  });

  it('at once when a new server joins a pool that was quiet', () => {
    const { begins } = watchOver([THREE, ...same(9), { ...THREE, m4: 0 }]);
    assert.deepEqual(begins, [11_000]);
  });

  it('at once when a server that was seen first as not yet up comes up', () => {
    const { begins } = watchOver([
      THREE,
      ...same(9),
      { ...THREE, m4: DOWN },
      ...same(3),
      { ...THREE, m4: 0 },
    ]);
    assert.deepEqual(begins, [15_000]);
  });

  it('not before the counts have been steady, when it looks for the first time', () => {
    assert.deepEqual(watchOver([{ ...THREE, m4: 0 }, ...same(5)]).begins, [6_000]);
  });

  it('not while counts are in motion', () => {
    const moving = Array.from({ length: 30 }, (_, index) => ({
      m1: 1_000 + index * 100,
      m2: 900,
      m3: 1_000,
    }));
    const { begins, says } = watchOver(moving);
    assert.deepEqual(begins, []);
    assert.equal(says, 'unbalanced; the counts settle: nothing is moved for 5 s');
  });

  it('although a few sessions come and go', () => {
    const few = Array.from({ length: 30 }, (_, index) => ({
      m1: 1_200 + (index % 3),
      m2: 900,
      m3: 1_000 - (index % 2),
    }));
    assert.equal(watchOver(few).begins[0], 6_000);
  });

  it('later after each failure of a server that comes back, since it may fail again', () => {
    const back = { m1: 1_500, m2: 1_500, m3: 0 };
    const lost = { m1: 1_500, m2: 1_500, m3: DOWN };
    const first = watchOver([THREE, ...same(9), lost, ...same(9), back, ...same(20)]);
    assert.equal(first.begins[0], 26_000);
    const { begins } = watchOver([lost, ...same(9), back, ...same(40)], first);
    assert.equal(begins[0]! - first.nowMs, 21_000);
  });

  it('not at once for a server that was removed when it failed and has been added again', () => {
    const two = { m1: 1_500, m2: 1_500 };
    const { begins } = watchOver([THREE, ...same(9), two, ...same(9), { ...two, m3: 0 }, ...same(6)]);
    assert.equal(begins[0], 26_000);
  });

  it('not while the counts are unknown, nor at once when they are known again', () => {
    const start = watchOver([{ ...THREE, m4: 0 }]);
    const blind = watchPool(start.watch, { nowMs: 8_000, loads: undefined, hindrance: undefined }, RULES);
    assert.deepEqual([blind.begin, blind.says], [false, "the servers' counts are not known"]);
    const { begins } = watchOver([{ ...THREE, m4: 0 }, ...same(9)], { watch: blind.watch, nowMs: 8_000 });
    assert.equal(begins[0], 14_000);
  });

  it('not while something stands against it, and says what', () => {
    const { watch } = watchOver([{ ...THREE, m4: 0 }, ...same(9)]);
    const seen = { nowMs: 11_000, loads: serverLoads({ ...THREE, m4: 0 }), hindrance: 'an apply is on' };
    const { begin, says } = watchPool(watch, seen, RULES);
    assert.deepEqual([begin, says], [false, 'unbalanced, and nothing is moved: an apply is on']);
  });

  it('not where nothing would help', () => {
    const { begins } = watchOver([{ m1: 3_000, m2: DOWN, m3: DOWN }, ...same(20)]);
    assert.deepEqual(begins, []);
  });
});

describe('after a run that was in vain', () => {
  const end = (atMs: number) => ({ how: 'stopped' as const, says: '', atMs, inVain: true });

  it('none begins for half a minute, and for twice as long after each further one, up to five minutes', () => {
    let { watch } = watchOver([{ ...THREE, m4: 0 }, ...same(9)]);
    const pauses: number[] = [];
    for (let atMs = 10_000; pauses.length < 7; atMs = watch.notBeforeMs) {
      watch = afterRun(watch, end(atMs), RULES);
      pauses.push((watch.notBeforeMs - atMs) / 1_000);
    }
    assert.deepEqual(pauses, [30, 60, 120, 240, 300, 300, 300]);
  });

  it('says when the next one begins', () => {
    const { watch, nowMs } = watchOver([{ ...THREE, m4: 0 }, ...same(9)]);
    const tired = afterRun(watch, end(nowMs), RULES);
    const { begins, says } = watchOver([{ ...THREE, m4: 0 }, ...same(9)], { watch: tired, nowMs });
    assert.deepEqual(begins, []);
    assert.equal(says, 'unbalanced; the last run was in vain: another one begins in 20 s at the earliest');
  });

  it('one that ends well puts the patience back', () => {
    const { watch } = watchOver([THREE]);
    const tired = afterRun(afterRun(watch, end(10_000), RULES), end(50_000), RULES);
    const well = afterRun(tired, { how: 'balanced', says: '', atMs: 200_000, inVain: false }, RULES);
    assert.equal(afterRun(well, end(300_000), RULES).notBeforeMs, 330_000);
  });
});
