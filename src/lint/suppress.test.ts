import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problem } from '../base/problem.ts';
import type { FileKind } from './lint-file.ts';
import { plainFinding } from './lint-finding.ts';
import { suppress } from './suppress.ts';

const CODES = ['haproxy/no-check', 'haproxy/no-timeout'];

/** Findings of a code at lines of a file; what is left of them, as `line code`, and where it is. */
function left(
  text: string,
  found: readonly (readonly [line: number, code: string])[],
  kind: FileKind = 'haproxy',
) {
  const findings = found.map(([line, code]) =>
    plainFinding(problem(code, 'f', { line, column: 1 }, 'm', 'r')),
  );
  const { kept, suppressed } = suppress(findings, [{ path: 'f', text, kind }], CODES);
  assert.equal(
    kept.filter(({ problem: { code } }) => !code.startsWith('lint/')).length + suppressed.length,
    found.length,
  );
  return kept.map(({ problem: { line, column, code } }) => `${line}:${column} ${code}`);
}

describe('suppress', () => {
  it('takes out what a comment on the line names, and nothing else', () => {
    const text =
      '# top\nserver a 1.1.1.1 # holdfast-ignore haproxy/no-check: it is for tests\nserver b 1.1.1.2\n';
    assert.deepEqual(
      left(text, [
        [2, 'haproxy/no-check'],
        [2, 'haproxy/no-timeout'],
        [3, 'haproxy/no-check'],
      ]),
      ['2:1 haproxy/no-timeout', '3:1 haproxy/no-check'],
    );
  });

  it('takes several codes', () => {
    const text = 'x # holdfast-ignore haproxy/no-check, haproxy/no-timeout: both are meant\n';
    assert.deepEqual(
      left(text, [
        [1, 'haproxy/no-check'],
        [1, 'haproxy/no-timeout'],
      ]),
      [],
    );
  });

  it('counts above a line, with other comments between', () => {
    const text = 'global\n # holdfast-ignore haproxy/no-check: reason\n # more\n server a\n server b\n';
    assert.deepEqual(
      left(text, [
        [4, 'haproxy/no-check'],
        [5, 'haproxy/no-check'],
      ]),
      ['5:1 haproxy/no-check'],
    );
  });

  it('counts for a section on its head and above it', () => {
    const found: [number, string][] = [
      [2, 'haproxy/no-check'],
      [3, 'haproxy/no-check'],
      [5, 'haproxy/no-check'],
    ];
    const comment = '# holdfast-ignore haproxy/no-check: reason';
    assert.deepEqual(left(`x\nbackend b ${comment}\n  server a\n\nbackend c\n`, found), [
      '5:1 haproxy/no-check',
    ]);
    assert.deepEqual(left(`${comment}\nbackend b\n  server a\n\nbackend c\n`, found), [
      '5:1 haproxy/no-check',
    ]);
  });

  it('counts for the file in its first lines, apart from the rest', () => {
    const text = '# ours\n# holdfast-ignore haproxy/no-check: reason\n\nbackend b\n  x\nbackend c\n  y\n';
    const found: [number, string][] = [
      [4, 'haproxy/no-check'],
      [7, 'haproxy/no-check'],
    ];
    assert.deepEqual(left(text, found), []);
    assert.deepEqual(left(`global\n${text}`, [[8, 'haproxy/no-check']]), [
      '3:19 lint/ignore-unused',
      '8:1 haproxy/no-check',
    ]);
  });

  for (const sign of ['#', '!', ';', '//', '##']) {
    it(`reads comments that begin with ${sign}`, () => {
      assert.deepEqual(
        left(`x ${sign} holdfast-ignore haproxy/no-check: reason\n`, [[1, 'haproxy/no-check']]),
        [],
      );
    });
  }

  it('does not count without a reason, and says so', () => {
    assert.deepEqual(left('x # holdfast-ignore haproxy/no-check\n', [[1, 'haproxy/no-check']]), [
      '1:1 haproxy/no-check',
      '1:5 lint/ignore-without-reason',
    ]);
    assert.deepEqual(left('x # holdfast-ignore haproxy/no-check:  \n', []), [
      '1:5 lint/ignore-without-reason',
    ]);
    assert.deepEqual(left('x # holdfast-ignore: reason\n', []), ['1:5 lint/ignore-without-reason']);
  });

  it('tells a code that does not exist, with the nearest one', () => {
    const text = '# holdfast-ignore haproxy/no-chek: reason\nx\n';
    assert.deepEqual(left(text, []), ['1:19 lint/ignore-unknown-code']);
    const [finding] = suppress([], [{ path: 'f', text, kind: 'haproxy' }], CODES).kept;
    assert.match(finding?.problem.remedy ?? '', /^did you mean "haproxy\/no-check"\?/);
    assert.equal(finding?.problem.severity, 'warning');
  });

  it('tells each code that suppresses nothing, at its place', () => {
    const text = 'x # holdfast-ignore haproxy/no-check, haproxy/no-timeout: reason\n';
    assert.deepEqual(left(text, [[1, 'haproxy/no-check']]), ['1:39 lint/ignore-unused']);
  });

  it('looks neither at other files nor at words that only begin alike', () => {
    assert.deepEqual(left('x # holdfast-ignored haproxy/no-check: reason\n', []), []);
    assert.deepEqual(left('x # holdfast-ignore nothing\n', [], 'unknown'), []);
    const finding = plainFinding(problem('haproxy/no-check', 'g', { line: 1, column: 1 }, 'm', 'r'));
    const file = {
      path: 'f',
      text: 'x # holdfast-ignore haproxy/no-check: reason',
      kind: 'haproxy' as const,
    };
    assert.equal(suppress([finding], [file], CODES).suppressed.length, 0);
  });
});
