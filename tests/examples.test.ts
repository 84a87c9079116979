import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { WEB_PRESET } from '../src/site/presets/web.ts';
import { readSite } from '../src/site/read-site.ts';

const root = join(import.meta.dirname, '..');
const examples = globSync('examples/*.yaml', { cwd: root });

test('there are examples', () => assert.ok(examples.length >= 4));

for (const file of examples) {
  test(`${file} is a site without problems, and its lab has players for every pool`, () => {
    const { site, problems } = readSite(readFileSync(join(root, file)), file);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      Object.keys(site?.lab.players ?? {}),
      site?.pools.map(({ name }) => name),
    );
  });
}

test('what init writes is a site without problems', () => {
  const { site, problems } = readSite(new TextEncoder().encode(WEB_PRESET), 'holdfast.yaml');
  assert.deepEqual(problems, []);
  assert.ok(site);
});
