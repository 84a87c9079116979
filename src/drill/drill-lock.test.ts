import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { lockDrills } from './drill-lock.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'holdfast-lock-'));
  mkdirSync(join(dir, 'log'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('a second drill is refused until the first lets go', () => {
  const release = lockDrills(dir);
  assert.throws(() => lockDrills(dir), { code: 'drill/busy' });
  release();
  lockDrills(dir)();
  assert.deepEqual(readdirSync(join(dir, 'log')), []);
});

test('what a dead drill left, or nonsense, keeps nobody out', () => {
  for (const left of ['{"pid":1,"startTicks":"0","bootId":"former"}', 'nonsense', '']) {
    writeFileSync(join(dir, 'log/drill.lock'), left);
    lockDrills(dir)();
  }
});
