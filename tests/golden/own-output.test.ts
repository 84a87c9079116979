import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { lintRelease } from '../../src/lint/lint-release.ts';
import { compileRelease } from '../../src/release/compile-release.ts';
import type { CompileTarget } from '../../src/release/release.ts';
import { readSite } from '../../src/site/read-site.ts';
import type { Site } from '../../src/site/site.ts';
import { lintContext } from '../support/lint-subjects.ts';
import { GOLDEN_CASES } from './sites.ts';

/** What a spec asks for in so many words. The decision says why it may stand in what we generate. */
interface Exemption {
  readonly site: string;
  readonly code: string;
  readonly about: RegExp;
  readonly decision: string;
}

const EXEMPTIONS: readonly Exemption[] = [
  {
    site: 'everything',
    code: 'haproxy/server-without-check',
    about: /^Server web1 of backend unchecked /,
    decision: '0006-what-a-spec-asks-for.md',
  },
];

const root = join(import.meta.dirname, '../..');
const HOST: CompileTarget = { kind: 'host', runDir: () => '/run/holdfast' };

for (const { name, site, target } of GOLDEN_CASES) {
  test(`the rules find nothing in the files of the golden site ${name}`, () => {
    assertNothing(name, site, target, '');
  });
}

const examples = globSync('examples/*.yaml', { cwd: root }).sort();
test('the examples are there', () => assert.ok(examples.length >= 4, examples.join()));

for (const example of examples) {
  test(`the rules find nothing in the files of ${example}`, () => {
    const bytes = readFileSync(join(root, example));
    const { site, problems } = readSite(bytes, example);
    assert.deepEqual(problems, []);
    assert.ok(site !== undefined);
    assertNothing(basename(example, '.yaml'), site, HOST, bytes.toString());
  });
}

test('every exemption has its decision', () => {
  for (const { decision, code } of EXEMPTIONS) {
    const text = readFileSync(join(root, 'docs/decisions', decision), 'utf8');
    assert.ok(text.includes(code), `${decision} does not speak of ${code}`);
  }
});

/** Advice may stand; and each exemption must still be needed. */
function assertNothing(name: string, site: Site, target: CompileTarget, text: string): void {
  const { release, problems } = compileRelease(site, target);
  assert.deepEqual(problems, []);
  assert.ok(release !== undefined);
  const found = lintRelease(site, release, text, lintContext())
    .findings.map(({ problem }) => problem)
    .filter(({ severity }) => severity !== 'info');
  const exempt = EXEMPTIONS.filter((exemption) => exemption.site === name);
  const isMeant = (code: string, message: string) =>
    exempt.some((exemption) => exemption.code === code && exemption.about.test(message));
  assert.deepEqual(
    found.filter(({ code, message }) => !isMeant(code, message)),
    [],
  );
  for (const { code, about } of exempt) {
    assert.ok(
      found.some((problem) => problem.code === code && about.test(problem.message)),
      `${code} is no longer found: its exemption can go`,
    );
  }
}
