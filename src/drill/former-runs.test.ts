import assert from 'node:assert/strict';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type FormerDrill, keepDrill, readFormerDrills } from './former-runs.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-former-'));
mkdirSync(join(dir, 'log'));
after(() => rmSync(dir, { recursive: true }));

const drill = (startedAtMs: number): FormerDrill => ({
  fault: 'node-loss',
  startedAtMs,
  rate: 200,
  requestMs: 0,
  runs: [],
  verdict: 'pass',
  reasons: [],
});

test('a lab without drills has none, and remembers those that were done, the newest first', () => {
  assert.deepEqual(readFormerDrills(dir), []);
  keepDrill(dir, drill(1));
  keepDrill(dir, drill(2));
  assert.deepEqual(readFormerDrills(dir), [drill(2), drill(1)]);
  assert.deepEqual(readdirSync(join(dir, 'log')), ['drills.jsonl']);
});

test('a line that somebody has spoilt is left out', () => {
  appendFileSync(join(dir, 'log/drills.jsonl'), '{"fault":7}\nnull\n{"fau\n');
  assert.equal(readFormerDrills(dir).length, 2);
});

test('two hundred are kept, and a place that cannot be written costs nothing else', () => {
  for (let at = 3; at <= 203; at += 1) keepDrill(dir, drill(at));
  const all = readFormerDrills(dir);
  assert.equal(all.length, 200);
  assert.equal(all[0]?.startedAtMs, 203);
  keepDrill('/nonexistent', drill(1));
});
