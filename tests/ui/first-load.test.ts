import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { buildPrograms } from '../support/build-programs.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MOST_BYTES = 150_000;

it('the first load of the dashboard is at most 150 kB compressed, all of it its own', () => {
  buildPrograms();
  const dir = join(ROOT, 'dist/ui');
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /\.\w+$/.test(name));
  const bytes = files.map((name) => gzipSync(readFileSync(join(dir, name))).length);
  const sum = bytes.reduce((all, one) => all + one, 0);
  assert.ok(files.length >= 3 && sum > 10_000, `${files.length} files with ${sum} bytes`);
  assert.ok(sum <= MOST_BYTES, `${sum} bytes`);
  const page = readFileSync(join(dir, 'index.html'), 'utf8');
  assert.doesNotMatch(page, /<script(?![^>]*\bsrc="\/)|<style|\sstyle=|\son[a-z]+=|https?:/);
});
