import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AGENTS_FIGURES } from '../../tests/support/agents-figures.ts';
import { reportRows } from './report.ts';

const run = {
  sent: 1000,
  lost: 0,
  inFlight: 1,
  cut: 100,
  outageMs: 150.4,
  slowestMs: 20,
  holdersBefore: ['lb1'],
  holdersAfter: ['lb2'],
  twoHoldersMs: 0,
  recoveredMs: 100,
};

test('a row a fault, with the medians of its runs', () => {
  const runs = [run, { ...run, lost: 4 }, { ...run, lost: 30, outageMs: 900 }];
  const [, row] = reportRows([{ fault: 'node-loss', runs, verdict: 'pass' }]);
  assert.deepEqual(row, ['node-loss', '1000', '4', '1', '150 ms', '20 ms', 'lb1 → lb2', '0 ms', 'pass']);
});

test('nobody and several holders have their words', () => {
  const odd = { ...run, holdersBefore: ['lb1', 'lb2'], holdersAfter: [] };
  const [, row] = reportRows([{ fault: 'partition', runs: [odd], verdict: 'fail' }]);
  assert.equal(row?.[6], 'lb1+lb2 → nobody');
});

test('a report with agents has their columns, and a dash where a drill had none', () => {
  const [heading, first, second] = reportRows([
    { fault: 'manager-crash', runs: [{ ...run, agents: AGENTS_FIGURES }], verdict: 'pass' },
    { fault: 'node-loss', runs: [run], verdict: 'pass' },
  ]);
  assert.deepEqual(heading?.slice(8), ['AGENTS DOWN', 'RECONNECTS', 'ALL BACK', 'SPREAD', 'VERDICT']);
  assert.deepEqual(first?.slice(8), ['100', '102', '1.3 s', 'never', 'pass']);
  assert.deepEqual(second?.slice(8), ['–', '–', '–', '–', 'pass']);
});
