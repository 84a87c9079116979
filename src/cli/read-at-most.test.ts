import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readAtMost } from './read-at-most.ts';

test('a file is read whole, or as much as was asked for', () => {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-at-most-'));
  try {
    const path = join(folder, 'file');
    const content = 'x'.repeat(200_000);
    writeFileSync(path, content);
    assert.equal(readAtMost(path, 1_000_000, false).toString(), content);
    assert.equal(readAtMost(path, 199_999, true).length, 199_999);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a device that never ends is read as far as was asked for', () => {
  assert.equal(readAtMost('/dev/zero', 70_000, false).length, 70_000);
});
