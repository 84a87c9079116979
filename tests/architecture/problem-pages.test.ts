import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
/** The rooms of the sources; engines and foreign files name their rules after themselves, the lint after what it compares; certificates are made in one room and read in another. */
const rooms = [
  ...globSync('src/{*,engines/*,foreign/*}/', { cwd: root }).map((folder) => basename(folder)),
  'pair',
  'system',
  'pki',
];

/** A place in the spec that looks like a code, because one room is named as the key is. */
const SPEC_PATHS = [
  ...['agents', 'clients', 'managers'].map((key) => `lab/${key}`),
  ...[
    'addresses',
    'agents',
    'api',
    'dashboard',
    'discover',
    'enrollment',
    'events',
    'exclude',
    'managers',
    'vips',
  ].map((key) => `wazuh/${key}`),
];

/** Codes are written whole, in quotes, and little else in the sources looks like one: imports begin with a dot. */
const CODE = new RegExp(`['"\`]((?:${rooms.join('|')})/[a-z0-9]+(?:-[a-z0-9]+)*)['"\`]`, 'g');

const used = new Map<string, string>();
for (const file of globSync('src/**/*.ts', { cwd: root })) {
  if (file.endsWith('.test.ts')) continue;
  for (const [, code = ''] of readFileSync(join(root, file), 'utf8').matchAll(CODE)) {
    if (!SPEC_PATHS.includes(code)) used.set(code, file);
  }
}
// The start script speaks before any source can.
for (const [, code = ''] of readFileSync(join(root, 'bin/holdfast'), 'utf8').matchAll(/"(cli\/[a-z-]+): /g)) {
  used.set(code, 'bin/holdfast');
}
const pages = globSync('docs/problems/*/*.md', { cwd: root });

test('the sources were seen at all', () => {
  assert.ok(used.size > 20 && used.has('spec/vip-outside-subnet'));
});

test('every code of a problem or fault has its page', () => {
  const missing = [...used].filter(([code]) => !existsSync(join(root, 'docs/problems', `${code}.md`)));
  assert.deepEqual(missing, []);
});

test('every page belongs to a code, bears its name as title, and tells why and what to do', () => {
  for (const page of pages) {
    const code = page.slice('docs/problems/'.length, -'.md'.length);
    const text = readFileSync(join(root, page), 'utf8');
    assert.ok(used.has(code), `${page}: no source uses ${code}`);
    assert.equal(text.split('\n')[0], `# ${code}`, page);
    assert.ok(text.trim().split('\n').length >= 5, `${page} says too little`);
  }
});
