import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problem } from '../base/problem.ts';
import type { Edit } from '../base/rule.ts';
import { fixFiles } from './fix-files.ts';
import type { LintFile } from './lint-file.ts';
import type { LintFinding } from './lint-finding.ts';

type Rule = readonly [word: string, replacement: string | undefined];

/** Finds words in files, each with a fix that puts another text in its place. */
function finder(rules: readonly Rule[]) {
  return (files: readonly LintFile[]): LintFinding[] =>
    files.flatMap(({ path, text }) =>
      text.split('\n').flatMap((content, index) =>
        rules.flatMap(([word, replacement]) => {
          const at = content.indexOf(word);
          if (at === -1) return [];
          const line = index + 1;
          const span = { path, line, column: at + 1, endLine: line, endColumn: at + 1 + word.length };
          const fix: Edit[] | undefined =
            replacement === undefined ? undefined : [{ span, text: replacement }];
          return [{ problem: problem(`x/${word}`, path, span, 'm', 'r'), span, rule: undefined, fix }];
        }),
      ),
    );
}

function fixed(
  text: string,
  rules: readonly Rule[],
  isWanted: (finding: LintFinding) => boolean = () => true,
) {
  const files = [{ path: 'f', text, node: undefined }];
  const { files: after, ...rest } = fixFiles(files, finder(rules), isWanted);
  return {
    text: after[0]?.text,
    fixed: rest.fixed.map(({ problem: { code } }) => code),
    refused: rest.refused.map(({ problem: { code } }) => code),
  };
}

describe('fixFiles', () => {
  it('ends new lines as the file ends its own', () => {
    assert.equal(fixed('one\r\nbad\r\n', [['bad', 'good\nbetter']]).text, 'one\r\ngood\r\nbetter\r\n');
    assert.equal(fixed('one\nbad\n', [['bad', 'good\nbetter']]).text, 'one\ngood\nbetter\n');
  });

  it('applies what does not overlap at once', () => {
    assert.deepEqual(
      fixed('bad worse\nbad\n', [
        ['bad', 'good'],
        ['worse', 'better'],
      ]),
      {
        text: 'good better\ngood\n',
        fixed: ['x/bad', 'x/worse', 'x/bad'],
        refused: [],
      },
    );
  });

  it('applies the first of two at one place, and the other if it still stands', () => {
    assert.equal(
      fixed('abc', [
        ['ab', 'x'],
        ['bc', 'y'],
      ]).text,
      'xc',
    );
    assert.equal(
      fixed('abc', [
        ['ab', 'b'],
        ['bc', 'y'],
      ]).text,
      'y',
    );
  });

  it('refuses a fix that leaves its finding, and does the others', () => {
    assert.deepEqual(
      fixed('bad\nsame\n', [
        ['bad', 'good'],
        ['same', 'same'],
      ]),
      {
        text: 'good\nsame\n',
        fixed: ['x/bad'],
        refused: ['x/same'],
      },
    );
  });

  it('refuses a fix that puts something new in its place', () => {
    assert.deepEqual(
      fixed('one\nbad\n', [
        ['one', 'two'],
        ['two', undefined],
        ['bad', 'good'],
      ]),
      {
        text: 'one\ngood\n',
        fixed: ['x/bad'],
        refused: ['x/one'],
      },
    );
  });

  it('leaves alone what nobody wants fixed, and what has no fix', () => {
    const rules: Rule[] = [
      ['bad', 'good'],
      ['odd', undefined],
    ];
    assert.deepEqual(
      fixed('bad odd', rules, ({ problem: { code } }) => code !== 'x/bad'),
      {
        text: 'bad odd',
        fixed: [],
        refused: [],
      },
    );
  });

  it('does not go in circles', () => {
    const { text, refused } = fixed('one', [
      ['one', 'two'],
      ['two', 'one'],
    ]);
    assert.deepEqual([text, refused], ['one', ['x/one']]);
  });

  it('changes several files by one finding only where all of them are given', () => {
    const span = (path: string) => ({ path, line: 1, column: 1, endLine: 1, endColumn: 2 });
    const lint = (files: readonly LintFile[]): LintFinding[] =>
      files.some(({ text }) => text === 'b')
        ? []
        : [
            {
              problem: problem('x/a', 'f', span('f'), 'm', 'r'),
              span: span('f'),
              rule: undefined,
              fix: [
                { span: span('f'), text: 'b' },
                { span: span('g'), text: 'b' },
              ],
            },
          ];
    const file = (path: string) => ({ path, text: 'a', node: undefined });
    const texts = (files: readonly LintFile[]) =>
      fixFiles(files, lint, () => true).files.map(({ text }) => text);
    assert.deepEqual(texts([file('f'), file('g')]), ['b', 'b']);
    assert.deepEqual(texts([file('f')]), ['a']);
  });
});
