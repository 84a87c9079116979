import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineOf } from './outline.ts';
import { parseHaproxy } from './parse.ts';

/** Role, kind and whether under a condition, of each line with words. */
function rolesOf(text: string): string[] {
  return outlineOf(parseHaproxy(text, 'h').source).lines.map(({ role, kind, isConditional }) =>
    [role, ...(kind === undefined ? [] : [kind]), ...(isConditional ? ['if'] : [])].join(' '),
  );
}

/** Place, message and remedy of each problem. */
function told(text: string): string[][] {
  return parseHaproxy(text, 'h').problems.map(({ line, column, message, remedy }) => [
    `${line}:${column}`,
    message,
    remedy,
  ]);
}

test('each line with words has its part', () => {
  assert.deepEqual(rolesOf('a\n[scope]\n\nglobal\n b\n [c]\n# d\n.notice e\nbackand f\n backand g\n'), [
    'stray',
    'scope',
    'head global',
    'statement',
    'statement',
    'directive',
    'head backend',
    'statement',
  ]);
  assert.deepEqual(rolesOf(' backand g\n'), ['head backend']);
});

test('lines between .if and .endif are conditional, at any depth', () => {
  assert.deepEqual(rolesOf('global\na\n.if 1\nb\n.if 2\nc\n.endif\nd\n.else\ne\n.endif\nf\n'), [
    'head global',
    'statement',
    'directive if',
    'statement if',
    'directive if',
    'statement if',
    'directive if',
    'statement if',
    'directive if',
    'statement if',
    'directive',
    'statement',
  ]);
});

test('a directive that is not known is told', () => {
  assert.deepEqual(told('  .ifdef x\n'), [
    [
      '1:3',
      'HAProxy has no directive ".ifdef": it refuses the file, or skips the line unsaid where an untaken .if encloses it.',
      'use .if, .elif, .else and .endif, or .alert, .warning, .notice and .diag.',
    ],
  ]);
});

test('a mistyped section is told with what was meant, and short kinds are not guessed', () => {
  assert.deepEqual(told('Backend b\n'), [
    [
      '1:1',
      'HAProxy has no section "Backend"; it takes the line for a keyword of the section before, and refuses the file.',
      'did you mean "backend"? Names of sections are written in small letters.',
    ],
  ]);
  assert.deepEqual(told('global\nrings x\ncaches y\nacm z\ntrace a\nprograms b\ndefault c\nuser d\n'), []);
});

test('only the first keyword before any section is told, behind no and default', () => {
  const remedy =
    'put it below the section that it belongs to, such as global, defaults, frontend or backend; every file begins with one.';
  const message = (word: string) => `"${word}" stands before any section: HAProxy refuses the file.`;
  assert.deepEqual(told(' log x\n maxconn 5\n'), [['1:2', message('log'), remedy]]);
  assert.deepEqual(told('no log\n'), [['1:4', message('log'), remedy]]);
  assert.deepEqual(told('default log\n'), [['1:9', message('log'), remedy]]);
  assert.deepEqual(told('no\n'), [['1:1', message('no'), remedy]]);
});

test('conditions that do not match are told with the line of the .if', () => {
  const remedy = 'give every .if one .endif in the same file, with at most one .else, the last before it.';
  const message = (what: string) => `${what}: HAProxy refuses the file.`;
  assert.deepEqual(told('.endif\n'), [
    ['1:1', message('There is no .if that this .endif could belong to'), remedy],
  ]);
  assert.deepEqual(told('\n.if 1\n.else\n .else\n.endif\n'), [
    ['4:2', message('A .else may not follow the .else of the .if in line 2'), remedy],
  ]);
  assert.deepEqual(told('.if 1\n.else\n.elif 1\n.endif\n'), [
    ['3:1', message('A .elif may not follow the .else of the .if in line 1'), remedy],
  ]);
  assert.deepEqual(told('.if 1\n.endif\n  .if 2\n'), [['3:3', message('No .endif closes this .if'), remedy]]);
});
