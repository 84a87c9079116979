import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Attempt, Measurements } from '../measurements.ts';
import { courseOf } from './course.ts';

const START = 1_000_000;
const attempt = (atMs: number, tookMs: number, result: Attempt['result']): Attempt => {
  const startUs = START + atMs * 1000;
  return {
    dueUs: startUs,
    startUs,
    endUs: startUs + tookMs * 1000,
    result,
    connectedUs: startUs,
    requestSent: true,
  };
};

const vip = (name: string, ...addresses: readonly string[]) => ({
  name,
  addresses: addresses.map((address) => ({ address })),
});

it('a run is drawn in bins: answers, failures, the slowest, who held the VIP and what was done', () => {
  const measured: Measurements = {
    attempts: [attempt(0, 2, 'ok'), attempt(10, 40, 'ok'), attempt(60, 5, 'reset'), attempt(149, 3, 'ok')],
    sessions: [],
    holds: [
      { node: 'lb1', address: 'a', fromUs: START - 5_000_000, toUs: START + 70_000 },
      { node: 'lb2', address: 'a', fromUs: START + 90_000, toUs: undefined },
      { node: 'lb2', address: 'other', fromUs: START, toUs: undefined },
      { node: 'lb1', address: 'a', fromUs: START - 9_000_000, toUs: START - 8_000_000 },
    ],
    marks: {
      startUs: START,
      endUs: START + 150_000,
      lastActUs: START + 60_000,
      healedUs: START + 80_000,
      recoveredUs: START + 120_000,
      excused: [],
    },
  };
  const acts = [{ fromUs: START + 60_000, toUs: START + 61_000 }];
  assert.deepEqual(courseOf(measured, acts, vip('edge', 'a', 'b'), [vip('mail', 'other')]), {
    binMs: 50,
    ok: [2, 0, 1],
    failed: [0, 1, 0],
    slowestMs: [40, null, 3],
    holds: [
      { node: 'lb1', fromMs: 0, toMs: 70 },
      { node: 'lb2', fromMs: 90, toMs: 150 },
    ],
    actsMs: [60],
    healedMs: 80,
    recoveredMs: 120,
    vip: 'edge',
    otherVips: [{ vip: 'mail', holds: [{ node: 'lb2', fromMs: 0, toMs: 150 }] }],
  });
});
