import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { USUAL_RULES } from '../../../tests/support/usual-rules.ts';
import type { WatchState } from '../../balance/watch-pool.ts';
import type { Rebalance } from '../../site/site.ts';
import type { BalanceRun, BalanceView } from './balance-view.ts';
import { findTroubles } from './find-troubles.ts';

const rules: Rebalance = { ...USUAL_RULES, mode: 'suggest' };
const watch: WatchState = {
  steady: {},
  steadySinceMs: 0,
  unbalancedSinceMs: 0,
  servers: {},
  notBeforeMs: 0,
  inVain: 0,
  lastInVainMs: 0,
};
const view: BalanceView = {
  pool: 'events',
  mode: 'suggest',
  decider: 'lb1',
  state: 'unbalanced',
  says: 'unbalanced',
  now: {},
  plan: undefined,
  takesMs: undefined,
  run: undefined,
};
const run: BalanceRun = {
  id: 'a',
  who: 'holdfast',
  startedAt: '',
  endedAt: '',
  ended: 'stopped',
  says: 'stopped after 3 of 9 sessions: m4 is lost',
  before: {},
  predicted: {},
  moved: 3,
  of: 9,
  by: 'sessions',
};
const codes = (...facts: Parameters<typeof findTroubles>) => findTroubles(...facts).map(({ code }) => code);

describe('what needs a person about the spread of a pool', () => {
  it('is that it is uneven, once the counts have settled and nobody does anything', () => {
    assert.deepEqual(codes(view, watch, rules, 4_999), []);
    assert.deepEqual(codes(view, watch, rules, 5_000), ['balance/unbalanced']);
  });

  it('is told later where a run begins by itself', () => {
    assert.deepEqual(codes(view, watch, { ...rules, mode: 'on' }, 5_000), []);
    assert.deepEqual(codes(view, watch, { ...rules, mode: 'on' }, 20_000), ['balance/unbalanced']);
  });

  it('is how the last run ended, when it left it uneven', () => {
    assert.deepEqual(codes({ ...view, run }, watch, rules, 0), ['balance/stopped']);
    assert.deepEqual(codes({ ...view, run: { ...run, ended: 'balanced' } }, watch, rules, 0), []);
  });

  it('is nothing while it is even, while a run is on, or where nobody wants it even', () => {
    assert.deepEqual(codes(view, { ...watch, unbalancedSinceMs: undefined }, rules, 60_000), []);
    assert.deepEqual(codes({ ...view, state: 'moving' }, watch, rules, 60_000), []);
    assert.deepEqual(codes(view, watch, { ...rules, mode: 'off' }, 60_000), []);
  });
});
