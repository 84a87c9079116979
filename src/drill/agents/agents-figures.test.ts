import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AgentsMeasured, judgeAgents } from './agents-figures.ts';
import { type AgentsSample, allReport, areSpread, holdsSince } from './agents-sample.ts';

const MS = 1000;
const sample = (atMs: number, up: number, counts: readonly number[], through?: number): AgentsSample => ({
  atUs: atMs * MS,
  agents: 300,
  up,
  through,
  sessions: Object.fromEntries(counts.map((count, index) => [`manager${index + 1}`, count])),
});
const measured = (change: Partial<AgentsMeasured>): AgentsMeasured => ({
  samples: [],
  timelines: [],
  counted: { agents: 300, mostDown: 100, reconnects: 100, slowestBackMs: 250 },
  firstActUs: 1000 * MS,
  lastActUs: 1000 * MS,
  tolerance: 0.1,
  ...change,
});

test('agents are spread when no manager is further from its share than the tolerance, or one agent', () => {
  assert.ok(areSpread({ a: 100, b: 110, c: 90 }, 0.1));
  assert.ok(!areSpread({ a: 100, b: 111, c: 89 }, 0.1));
  assert.ok(areSpread({ a: 2, b: 1, c: 1 }, 0.1));
  assert.ok(!areSpread({ a: 3, b: 0, c: 1 }, 0.1));
});

test('nobody to be spread over is not spread', () => {
  assert.ok(!areSpread({}, 0.1));
});

test('agents that are up through a node that has lost the VIP are not heard of', () => {
  assert.ok(allReport(sample(0, 300, [])));
  assert.ok(!allReport(sample(0, 300, [], 20)));
  assert.ok(!allReport(sample(0, 299, [], 300)));
});

test('something holds since the look after the last one in which it did not', () => {
  const samples = [sample(1, 300, []), sample(2, 200, []), sample(3, 300, []), sample(4, 300, [])];
  assert.equal(holdsSince(samples, allReport), 3 * MS);
  assert.equal(holdsSince(samples.slice(0, 2), allReport), undefined);
});

test('the way back ends with the last agent, even where no look saw it down', () => {
  const samples = [sample(1100, 300, [100, 100, 100]), sample(9000, 300, [150, 150])];
  const points = [
    { atMs: 900, up: 300 },
    { atMs: 8000, up: 200 },
    { atMs: 8250, up: 300 },
  ];
  const { backMs } = judgeAgents(measured({ samples, timelines: [{ agents: 300, points }] }));
  assert.equal(backMs, 7250);
});

test('agents that are still down have no time to be back, nor to be spread', () => {
  const samples = [sample(1100, 200, [100, 100]), sample(2000, 290, [145, 145])];
  const points = [{ atMs: 1050, up: 290 }];
  const { backMs, spreadMs } = judgeAgents(measured({ samples, timelines: [{ agents: 300, points }] }));
  assert.deepEqual([backMs, spreadMs], [null, null]);
});

test('the time to be spread counts from the last act', () => {
  const samples = [
    sample(1100, 300, [150, 150, 0]),
    sample(4000, 300, [120, 120, 60]),
    sample(5000, 300, [101, 101, 98]),
  ];
  const { spreadMs, worst } = judgeAgents(measured({ samples, lastActUs: 3000 * MS }));
  assert.deepEqual([spreadMs, worst], [2000, 150]);
});

test('agents that do not know that they are cut count as down', () => {
  const samples = [sample(1100, 300, [100, 100, 100], 10), sample(5000, 300, [100, 100, 100], 300)];
  const { mostDown, backMs } = judgeAgents(measured({ samples }));
  assert.deepEqual([mostDown, backMs], [290, 4000]);
});
