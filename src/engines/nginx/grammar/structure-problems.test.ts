import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNginx } from './parse.ts';

/** Place, message and remedy of each problem. */
function told(text: string): string[][] {
  return parseNginx(text, 'n').problems.map(({ line, column, message, remedy }) => [
    `${line}:${column}`,
    message,
    remedy,
  ]);
}

test('a missing semicolon is told behind the last word, with the name of its directive', () => {
  assert.deepEqual(told('listen "a\nb"\n}'), [
    [
      '2:3',
      'The directive listen is not ended by ";": nginx takes what follows as more of its arguments, or refuses the file.',
      'Put ";" here.',
    ],
    [
      '3:1',
      `This "}" closes no block: nginx refuses the file ('unexpected "}"').`,
      'Take it out, or find the "{" that is missing before it.',
    ],
  ]);
});

test('a block that is never closed is told where it is opened', () => {
  assert.deepEqual(told('a;\nhttp  {'), [
    [
      '2:7',
      'The block that is opened here is never closed: nginx refuses the file (\'unexpected end of file, expecting "}"\').',
      'Put "}" where the block ends.',
    ],
  ]);
});

test('a block without a name is told, and so is a semicolon without a directive', () => {
  assert.deepEqual(told('{}\n ;'), [
    [
      '1:1',
      `This "{" opens a block without a name: nginx refuses the file ('unexpected "{"').`,
      'Write the name of the block before it, or take it out.',
    ],
    ['2:2', 'This ";" ends no directive: nginx refuses the file (\'unexpected ";"\').', 'Take it out.'],
  ]);
});

test('problems stand in the order of the file, whichever part found them', () => {
  const places = told(';\na "b"c;\n}\nd "e').map(([place]) => place);
  assert.deepEqual(places, ['1:1', '2:6', '3:1', '4:3', '4:5']);
});

test('blocks nested beyond all sense are told once and read side by side, whatever their number', () => {
  const nested = (depth: number) => `${'a {\n'.repeat(depth)}${'}\n'.repeat(depth)}`;
  const told = (depth: number) =>
    parseNginx(nested(depth), 'n').problems.map(({ code, line }) => `${code} ${line}`);
  assert.deepEqual(told(100), []);
  assert.deepEqual(told(101), ['nginx/nested-too-deep 101']);
  assert.deepEqual(told(20_000), ['nginx/nested-too-deep 101']);
});
