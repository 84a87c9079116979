import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ALL_FAULTS } from '../faults/all-faults.ts';
import { USUAL_PAIR } from './usual-pair.ts';

const TEXT = readFileSync(new URL('../../../bench/results/failover.txt', import.meta.url), 'utf8');

test('the figures of the usual pair are those of the recorded bench, fault by fault', () => {
  const { faults, machine, runs } = USUAL_PAIR;
  for (const [name, { usual, holdfast }] of Object.entries(faults)) {
    assert.ok(
      ALL_FAULTS.some((fault) => fault.name === name),
      name,
    );
    const row = TEXT.split('\n').find((line) => line.startsWith(`${name} `)) ?? '';
    const figures = [...row.matchAll(/(≥ )?\b(\d+)\b/g)].map(([, more = '', value]) => `${more}${value}`);
    for (const pair of [usual, holdfast]) {
      const least = (goesOn: boolean, value: number) => `${goesOn ? '≥ ' : ''}${Math.round(value)}`;
      for (const figure of [
        least(pair.outageGoesOn, pair.lost),
        least(pair.outageGoesOn, pair.outageMs),
        least(pair.twoHoldersGoOn, pair.twoHoldersMs),
      ])
        assert.ok(figures.includes(figure), `${name}: ${figure} is not in “${row}”`);
    }
  }
  assert.ok(TEXT.includes(`HAProxy ${machine.haproxy}`));
  assert.ok(TEXT.includes(`medians of ${runs} runs`));
  assert.match(USUAL_PAIR.measuredOn, /^\d{4}-\d\d-\d\d$/);
});
