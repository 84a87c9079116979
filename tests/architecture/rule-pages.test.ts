import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, it, test } from 'node:test';
import type { Rule } from '../../src/base/rule.ts';
import { documentedCodes, problemPage } from '../../src/cli/problem-pages.ts';
import { fixFiles } from '../../src/lint/fix-files.ts';
import { lintFiles } from '../../src/lint/lint.ts';
import type { LintFile } from '../../src/lint/lint-file.ts';
import { ruleWords } from '../../src/lint/rule-words.ts';
import { pageExamples } from '../support/page-examples.ts';

/** What `holdfast explain` knows. */
const explained = documentedCodes();
const root = join(import.meta.dirname, '../..');
const folders = ['src/engines/*/rules', 'src/lint/rules', 'src/foreign/*/rules'];
const files = folders
  .flatMap((folder) => globSync(`${folder}/*.ts`, { cwd: root }))
  .filter((file) => !/(?:\.test|\/all-rules|\/subject)\.ts$/.test(file))
  .sort();

/** A file is a rule's when it exports something with a code and a `find`; others hold what several rules share. */
function rulesOf(exports: object): [name: string, rule: Rule<never>][] {
  return Object.entries(exports).filter((entry): entry is [string, Rule<never>] => {
    const value: unknown = entry[1];
    return typeof value === 'object' && value !== null && 'code' in value && 'find' in value;
  });
}

function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** What the code of a rule may begin with, by its folder. */
function roomsOf(file: string): string[] {
  return file.startsWith('src/lint/') ? ['pair', 'system'] : [basename(dirname(dirname(file)))];
}

const modules = await Promise.all(
  files.map(async (file) => ({ file, rules: rulesOf((await import(join(root, file))) as object) })),
);
const ruleFiles = modules.filter(({ rules }) => rules.length > 0);

for (const { file, rules } of ruleFiles) {
  describe(file, () => {
    const name = basename(file, '.ts');
    const [[exportedAs, rule]] = rules as [[string, Rule<never>]];
    const page = join(root, 'docs/problems', `${rule.code}.md`);
    const text = existsSync(page) ? readFileSync(page, 'utf8') : '';

    it('exports one rule, named as the file, and nothing else that looks like one', () => {
      assert.equal(rules.length, 1);
      assert.equal(exportedAs, camelCase(name));
      assert.ok(
        roomsOf(file).some((room) => rule.code === `${room}/${name}`),
        rule.code,
      );
    });

    it('tells in few words what is wrong, why, and where that is known from', () => {
      assert.ok(rule.title.split(' ').length <= 8 && !rule.title.endsWith('.'), `title: ${rule.title}`);
      assert.match(rule.why, /\S.{20,}\.$/s);
      assert.match(rule.source, /\S/);
    });

    it('has its test beside it', () => {
      assert.ok(existsSync(join(root, file.replace(/\.ts$/, '.test.ts'))));
    });

    it('is in the list of all rules, once', () => {
      assert.equal(ruleWords().filter(({ code }) => code === rule.code).length, 1);
    });

    it('has a page with a bad and a good example, and what happens in production', () => {
      assert.equal(text.split('\n')[0], `# ${rule.code}`);
      assert.ok(explained.includes(rule.code) && problemPage(rule.code) === text, 'explain prints it');
      for (const heading of ['## What happens in production', '## Bad', '## Good']) {
        assert.ok(text.includes(`\n${heading}\n`), `${rule.code}.md lacks "${heading}"`);
      }
      const verdicts = new Set(pageExamples(text).map(({ verdict }) => verdict));
      assert.deepEqual([...verdicts].sort(), ['bad', 'good']);
    });

    for (const { verdict, line, files: given, kinds, context } of pageExamples(text)) {
      it(`${verdict === 'bad' ? 'finds' : 'does not find'} it in the ${verdict} example of line ${line}`, () => {
        const { findings, files: linted } = lintFiles(given, context);
        assert.deepEqual(
          linted.map(({ kind }) => kind),
          kinds,
          'the files are not taken for what the page says',
        );
        const codes = findings.map(({ problem }) => problem.code);
        assert.equal(codes.includes(rule.code), verdict === 'bad', `found: ${codes.join(', ')}`);
        for (const { problem } of findings) {
          assert.match(problem.remedy, /^[a-z][^]*[.)…]$/, `the remedy of ${problem.code} is no order`);
          assert.match(problem.message, /^\S[^]*\.$/, `the message of ${problem.code} is no sentence`);
        }
      });
      if (verdict === 'good') continue;
      it(`has fixes that fix it in the bad example of line ${line}, where it has any`, () => {
        const lint = (now: readonly LintFile[]) => lintFiles(now, context).findings;
        const { refused } = fixFiles(given, lint, ({ problem }) => problem.code === rule.code);
        assert.deepEqual(
          refused.map(({ problem }) => problem),
          [],
        );
      });
    }
  });
}

test('every list of rules is sorted by name', async () => {
  const lists = folders.flatMap((folder) => globSync(`${folder}/all-rules.ts`, { cwd: root }));
  assert.ok(lists.length >= 4);
  for (const list of lists) {
    for (const exported of Object.values((await import(join(root, list))) as object)) {
      const names = (exported as Rule<never>[]).map(({ code }) => code.slice(code.indexOf('/') + 1));
      assert.deepEqual(names, names.toSorted(), list);
    }
  }
});

test('every rule in a list comes from a file of its own', () => {
  const own = new Set(ruleFiles.flatMap(({ rules }) => rules.map(([, rule]) => rule.code)));
  assert.deepEqual(
    ruleWords().filter(({ code }) => !own.has(code)),
    [],
  );
});
