import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Fault } from '../base/fault.ts';
import type { ReleaseFile } from '../release/release.ts';
import { writeReleaseFiles } from './write-release-files.ts';

const FILE: ReleaseFile = {
  node: 'lb1',
  path: 'haproxy.cfg',
  mode: 0o600,
  text: 'global\n',
  origins: [undefined],
  secrets: [],
};

test('files lie in a folder of their node, with their mode, and nothing beside them', (context) => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-write-'));
  context.after(() => rmSync(dir, { recursive: true }));
  writeReleaseFiles([FILE], join(dir, 'new'));
  writeReleaseFiles([{ ...FILE, text: 'defaults\n' }], join(dir, 'new'));
  const file = join(dir, 'new', 'lb1', 'haproxy.cfg');
  assert.equal(readFileSync(file, 'utf8'), 'defaults\n');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(join(dir, 'new', 'lb1')), ['haproxy.cfg']);
});

test('a place that cannot be written is a fault that names it', (context) => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-write-'));
  context.after(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'file'), '');
  assert.throws(
    () => writeReleaseFiles([FILE], join(dir, 'file')),
    (error) => error instanceof Fault && error.code === 'cli/cannot-write' && error.message.includes(dir),
  );
});
