import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { AcceptedFiles } from './accepted-files.ts';
import { CONFIG_FILES, type ReleaseFolder } from './release-folder.ts';

const made: string[] = [];

function folder(haproxy: string): ReleaseFolder {
  const dir = mkdtempSync(join(tmpdir(), 'hf-accepted-'));
  made.push(dir);
  for (const name of CONFIG_FILES) writeFileSync(join(dir, name), name === 'haproxy.cfg' ? haproxy : '{}');
  return { dir } as ReleaseFolder;
}

describe('files that the engines have accepted', () => {
  after(() => {
    for (const dir of made) rmSync(dir, { recursive: true });
  });

  it('are known again in another folder, and others are not', () => {
    const accepted = new AcceptedFiles();
    assert.equal(accepted.has(folder('global\n')), false);
    accepted.note(folder('global\n'));
    assert.equal(accepted.has(folder('global\n')), true);
    assert.equal(accepted.has(folder('global \n')), false);
  });

  it('are shown to the engines again after a while, since certificates beside them may be others by then', (context) => {
    let now = 0;
    context.mock.method(performance, 'now', () => now);
    const accepted = new AcceptedFiles();
    accepted.note(folder('global\n'));
    now = 31_000;
    assert.equal(accepted.has(folder('global\n')), false);
  });
});
