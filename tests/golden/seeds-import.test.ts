import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { LintContext } from '../../src/engines/lint-context.ts';
import { compareImport } from '../../src/import/compare/compare-import.ts';
import { importFiles } from '../../src/import/import-files.ts';
import { lintFiles } from '../../src/lint/lint.ts';
import type { LintFile } from '../../src/lint/lint-file.ts';
import type { LintFinding } from '../../src/lint/lint-finding.ts';
import { lintRelease } from '../../src/lint/lint-release.ts';
import { saidBetterBy } from '../../src/lint/said-better.ts';
import { compileRelease } from '../../src/release/compile-release.ts';
import { readSite } from '../../src/site/read-site.ts';
import { lintContext } from '../support/lint-subjects.ts';

/**
 * Samples that are whole pairs, imported. What is expected stands beside each: the spec in imported.yaml, and what is told
 * of it, and what it does otherwise, in imported.json. UPDATE_GOLDEN=1 writes both anew.
 */
interface Pair {
  readonly sample: string;
  readonly addresses: ReadonlyMap<string, string>;
  /** Files that the same document shows elsewhere: path in the pair → path in the samples. */
  readonly more?: Readonly<Record<string, string>>;
  readonly context?: Partial<LintContext>;
}

const PAIRS: readonly Pair[] = [
  {
    sample: 'ha-stack/stack',
    addresses: new Map([
      ['ha-node-1', '192.168.1.11/24'],
      ['ha-node-2', '192.168.1.12/24'],
    ]),
    context: { maxOutageMs: 3000 },
  },
  {
    sample: 'lb-guide/pair',
    addresses: new Map([
      ['lb1', '192.168.1.2/24'],
      ['lb2', '192.168.1.3/24'],
    ]),
    more: {
      'lb1/haproxy.cfg': 'lb-guide/haproxy/haproxy.cfg',
      'lb2/haproxy.cfg': 'lb-guide/haproxy/haproxy.cfg',
    },
  },
];

const root = join(import.meta.dirname, '../fixtures/seeds');
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

for (const { sample, addresses, more = {}, context = {} } of PAIRS) {
  describe(sample, () => {
    const folder = join(root, sample);
    const name = sample.split('/')[0] ?? sample;
    const files = filesOf(folder, more);
    const imported = importFiles(files, { name, addresses });
    const told = imported.problems.map(
      ({ path, line, column, severity, code, message }) =>
        `${path}:${line}:${column} ${severity} ${code}: ${message}`,
    );
    const { site, problems } = readSite(Buffer.from(imported.text), 'imported.yaml');

    const release =
      site && compileRelease(site, { kind: 'host', runDir: () => '/run/holdfast' }).release;

    test('gives the expected spec, and tells what it cannot say', () => {
      assert.ok(site && release);
      const differences = compareImport(imported.nodes, site, release).map(
        ({ what, was, becomes }) => `${what}: ${was ?? 'not there'} -> ${becomes ?? 'not there'}`,
      );
      expectFile(join(folder, 'imported.yaml'), imported.text);
      expectFile(join(folder, 'imported.json'), `${JSON.stringify({ told, differences }, undefined, 2)}\n`);
    });

    test('the spec is valid', () => assert.deepEqual(problems, []));

    test('what the spec generates has no problem that the files did not have', () => {
      assert.ok(site && release);
      const said = lintContext(context);
      const before = codesAbove(lintFiles(files, said).findings);
      const now = codesAbove(lintRelease(site, release, imported.text, said).findings);
      assert.deepEqual(
        now.filter((code) => ![code, ...saidBetterBy(code)].some((one) => before.includes(one))),
        [],
      );
    });
  });
}

test('half of a pair is told to be one', () => {
  const folder = join(root, 'lb-guide/pair');
  const { problems } = importFiles(filesOf(folder, {}), { name: 'half', addresses: PAIRS[1]?.addresses ?? new Map() });
  assert.deepEqual(
    problems.filter(({ severity }) => severity === 'error').map(({ code }) => code),
    ['import/no-service'],
  );
});

function filesOf(folder: string, more: Readonly<Record<string, string>>): LintFile[] {
  const own = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:expected|imported)\./.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name));
  return [
    ...own.map((path) => ({ path: path.slice(folder.length + 1), text: readFileSync(path, 'utf8') })),
    ...Object.entries(more).map(([path, from]) => ({ path, text: readFileSync(join(root, from), 'utf8') })),
  ].map((file) => ({ ...file, node: undefined }));
}

function expectFile(path: string, text: string): void {
  if (isUpdate) writeFileSync(path, text);
  assert.ok(existsSync(path), `${path} is missing; UPDATE_GOLDEN=1 writes it`);
  assert.equal(text, readFileSync(path, 'utf8'));
}

/** Of errors and warnings. */
function codesAbove(findings: readonly LintFinding[]): string[] {
  const codes = findings.flatMap(({ problem: { severity, code } }) => (severity === 'info' ? [] : [code]));
  return [...new Set(codes)].toSorted();
}
