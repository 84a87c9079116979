import assert from 'node:assert/strict';
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { rewriteFile } from './rewrite-file.ts';

function folder(t: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-rewrite-'));
  t.after(() => rmSync(root, { recursive: true }));
  return root;
}

describe('rewriteFile', () => {
  it('keeps the mode, and leaves nothing beside the file', (t) => {
    const root = folder(t);
    const file = join(root, 'x');
    writeFileSync(file, 'a');
    chmodSync(file, 0o640);
    rewriteFile(file, 'a', 'b');
    assert.equal(readFileSync(file, 'utf8'), 'b');
    assert.equal(statSync(file).mode & 0o7777, 0o640);
    assert.deepEqual(readdirSync(root), ['x']);
  });

  it('changes the file behind a link, and leaves the link', (t) => {
    const root = folder(t);
    writeFileSync(join(root, 'x'), 'a');
    symlinkSync('x', join(root, 'link'));
    rewriteFile(join(root, 'link'), 'a', 'b');
    assert.ok(lstatSync(join(root, 'link')).isSymbolicLink());
    assert.equal(readFileSync(join(root, 'x'), 'utf8'), 'b');
  });

  it('keeps bytes that are no UTF-8, and the mark at the beginning', (t) => {
    const file = join(folder(t), 'x');
    writeFileSync(file, Buffer.from([0x61, 0xe4]));
    rewriteFile(file, 'aä', 'bä');
    assert.deepEqual([...readFileSync(file)], [0x62, 0xe4]);
    writeFileSync(file, '\ufeffä');
    rewriteFile(file, '\ufeffä', '\ufeffö');
    assert.equal(readFileSync(file, 'utf8'), '\ufeffö');
  });

  it('does not touch a file that somebody else has changed', (t) => {
    const file = join(folder(t), 'x');
    writeFileSync(file, 'other');
    assert.throws(() => rewriteFile(file, 'a', 'b'), {
      code: 'cli/cannot-rewrite',
      message: `Cannot rewrite ${file}: somebody changed it in the meantime. It is as it was.`,
    });
    assert.equal(readFileSync(file, 'utf8'), 'other');
  });

  it('says so when the file is gone', (t) => {
    assert.throws(() => rewriteFile(join(folder(t), 'x'), 'a', 'b'), { code: 'cli/cannot-rewrite' });
  });
});
