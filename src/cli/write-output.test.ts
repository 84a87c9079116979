import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkOutput, writeOutput } from './write-output.ts';

function inFolder(use: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-output-'));
  try {
    use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('a new file is written and nothing stays beside it', () => {
  inFolder((folder) => {
    writeOutput(join(folder, 'out'), 'first');
    writeOutput(join(folder, 'out'), 'second');
    assert.equal(readFileSync(join(folder, 'out'), 'utf8'), 'second');
    assert.deepEqual(readdirSync(folder), ['out']);
  });
});

test('a link stays a link, and the file that it names gets the text', () => {
  inFolder((folder) => {
    writeFileSync(join(folder, 'file'), 'old');
    symlinkSync(join(folder, 'file'), join(folder, 'link'));
    writeOutput(join(folder, 'link'), 'new');
    assert.ok(lstatSync(join(folder, 'link')).isSymbolicLink());
    assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'new');
  });
});

test('a pipe is written into and stays one, also behind a link', () => {
  inFolder((folder) => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    symlinkSync(pipe, join(folder, 'link'));
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    writeOutput(join(folder, 'link'), 'text');
    assert.equal(readFileSync(reader, 'utf8'), 'text');
    closeSync(reader);
    assert.ok(lstatSync(join(folder, 'link')).isSymbolicLink());
    assert.ok(lstatSync(pipe).isFIFO());
  });
});

test('a folder that is not there is a fault', () => {
  assert.throws(() => writeOutput('/nonexistent/out', ''), { code: 'cli/cannot-write' });
});

test('a place is looked at before the work is done, and the remedy is about what is wrong there', () => {
  inFolder((folder) => {
    checkOutput(join(folder, 'new'));
    checkOutput('-');
    checkOutput('/dev/null');
    assert.deepEqual(readdirSync(folder), []);
    const cannot = (path: string, remedy: RegExp) =>
      assert.throws(() => checkOutput(path), { code: 'cli/cannot-write', remedy });
    cannot(folder, /It is a folder/);
    cannot(join(folder, 'no', 'file'), /mkdir -p/);
    writeFileSync(join(folder, 'file'), '');
    cannot(join(folder, 'file', 'inner'), /Its folder is a file/);
    assert.throws(() => writeOutput('/dev/full', 'text'), { code: 'cli/cannot-write', remedy: /Make room/ });
  });
});
