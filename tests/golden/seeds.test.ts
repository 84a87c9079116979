import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { LintContext } from '../../src/engines/lint-context.ts';
import { lintFiles } from '../../src/lint/lint.ts';
import { lintContext } from '../support/lint-subjects.ts';

/**
 * Configuration samples of four documents, as people find and copy them. What an expert would say of each stands in its
 * expected.json, written down before anything was linted: every finding must be made, and no error or warning besides.
 */
interface Expected {
  readonly about: string;
  readonly context?: Partial<LintContext>;
  readonly findings: readonly { readonly file: string; readonly line: number; readonly code: string }[];
  /** What an expert sees and no rule can. */
  readonly beyond?: readonly string[];
}

const root = join(import.meta.dirname, '../fixtures/seeds');
const samples = globSync('**/expected.json', { cwd: root })
  .map((file) => dirname(file))
  .sort();

test('every sample is there', () => assert.ok(samples.length >= 30, `${samples.length} samples`));

for (const sample of samples) {
  const folder = join(root, sample);
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
  test(`${sample}: ${expected.about}`, () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !/^(?:expected|imported)\./.test(entry.name))
      .map(({ parentPath, name }) => {
        const path = join(parentPath, name);
        return { path: path.slice(folder.length + 1), text: readFileSync(path, 'utf8'), node: undefined };
      });
    const { findings } = lintFiles(files, lintContext(expected.context));
    const made = findings.map(({ problem }) => ({
      ...problem,
      place: `${problem.path}:${problem.line} ${problem.code}`,
    }));
    const wanted = expected.findings.map(({ file, line, code }) => `${file}:${line} ${code}`);
    const missing = wanted.filter((place) => !made.some((one) => one.place === place));
    const surplus = made
      .filter(({ severity, place }) => severity !== 'info' && !wanted.includes(place))
      .map(({ place, message }) => `${place}: ${message}`);
    assert.deepEqual({ missing, surplus }, { missing: [], surplus: [] });
  });
}
