import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { readLintFiles } from './read-lint-files.ts';

function tree(t: TestContext, files: Readonly<Record<string, string | Buffer>>): string {
  const root = mkdtempSync(join(tmpdir(), 'holdfast-lint-'));
  t.after(() => rmSync(root, { recursive: true }));
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

function read(root: string, ...roots: [path: string, node?: string][]) {
  const given = roots.length === 0 ? [[''] as [string]] : roots;
  const result = readLintFiles(given.map(([path, node]) => ({ path: join(root, path), node })));
  const own = (path: string) => path.slice(root.length + 1);
  return {
    ...result,
    paths: result.files.map(({ path, node }) => (node === undefined ? own(path) : `${node}=${own(path)}`)),
    left: [...result.skipped, ...result.unreadable].map(({ path, reason }) => `${own(path)}: ${reason}`),
  };
}

describe('readLintFiles', () => {
  it('walks folders in the order of names', (t) => {
    const root = tree(t, { 'b/haproxy.cfg': '', 'a/x/y.cfg': '', 'a.cfg': '', '.hidden/x': '' });
    assert.deepEqual(read(root).paths, ['.hidden/x', 'a/x/y.cfg', 'a.cfg', 'b/haproxy.cfg']);
  });

  it('does not enter what holds no configuration', (t) => {
    const root = tree(t, { '.git/config': '', 'node_modules/a/x.cfg': '', x: '' });
    assert.deepEqual(read(root).paths, ['x']);
  });

  it('follows links to files, tells links to folders and links to nothing', (t) => {
    const root = tree(t, { 'available/web': 'x' });
    mkdirSync(join(root, 'enabled'));
    symlinkSync('../available/web', join(root, 'enabled/web'));
    symlinkSync('..', join(root, 'enabled/up'));
    symlinkSync('nowhere', join(root, 'enabled/broken'));
    const { paths, left } = read(root);
    assert.deepEqual(paths, ['available/web', 'enabled/web']);
    assert.deepEqual(left, ['enabled/up: it is a link to a folder', 'enabled/broken: there is no such file']);
  });

  it('leaves out what is no text', (t) => {
    const root = tree(t, { 'a.pem': Buffer.from([0x30, 0x00, 0x01]), b: 'text' });
    const { paths, left } = read(root);
    assert.deepEqual([paths, left], [['b'], ['a.pem: it is no text']]);
  });

  it('leaves out what is no file, and does not wait for it', (t) => {
    const root = tree(t, { x: '' });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    assert.deepEqual(read(root).paths, ['x']);
    assert.deepEqual(read(root, ['pipe']).left, ['pipe: it is no regular file, but a device or a pipe']);
  });

  it('leaves out what is too large', (t) => {
    const root = tree(t, { x: Buffer.alloc(64 * 1024 * 1024 + 1, 'x') });
    assert.deepEqual(read(root).left, ['x: it is larger than 64 MiB']);
  });

  it('tells what cannot be read', (t) => {
    const root = tree(t, { x: '' });
    const { paths, unreadable } = read(root, ['nowhere'], ['x/y'], ['x']);
    assert.deepEqual(paths, ['x']);
    assert.deepEqual(
      unreadable.map(({ reason }) => reason),
      ['there is no such file', 'a part of the path is a file, not a folder'],
    );
  });

  it('reads a file once, for the node that was named', (t) => {
    const root = tree(t, { 'a/x': '', y: '' });
    assert.deepEqual(read(root, [''], ['a', 'lb1'], ['a/x']).paths, ['lb1=a/x', 'y']);
  });

  it('knows what was named itself', (t) => {
    const root = tree(t, { 'a/x': '', y: '' });
    assert.deepEqual([...read(root, ['y'], ['a']).named], [join(root, 'y')]);
  });

  it('reads bytes that are no UTF-8, and leaves the mark at the beginning', (t) => {
    const root = tree(t, { a: Buffer.from([0x23, 0xe4]), b: '\ufeffglobal' });
    assert.deepEqual(
      read(root).files.map(({ text }) => text),
      ['#ä', '\ufeffglobal'],
    );
  });
});
