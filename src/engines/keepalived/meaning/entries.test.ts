import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepalivedSubject } from '../../../../tests/support/lint-subjects.ts';
import { isKnown, isSet, linesOf, numberIn, numberOf, textOf } from './entries.ts';

function blockOf(lines: string) {
  const [block] = keepalivedSubject(`global_defs {\n${lines}\n}\n`).keepalived.globals;
  assert.ok(block !== undefined);
  return block;
}

test('numbers are decimal, hexadecimal or none', () => {
  assert.deepEqual(
    ['5', '-5', '+5', '1.', '1.25', '.25', '0x1F', '0Xa'].map((text) => numberIn(text)),
    [5, -5, 5, 1, 1.25, 0.25, 31, 10],
  );
  for (const text of ['', 'a', '5s', 's5', '1.2.3', '.', '0x', '0xg', '1e3', ' 5', '5 ', '.x', '0xfg']) {
    assert.ok(Number.isNaN(numberIn(text)), text);
  }
});

test('the last entry of a keyword counts; one under a condition or with a word that is not known does not', () => {
  const block = blockOf('a 1\na 2\n@x a 3\nb $OTHER\nb 4\nc $OTHER\n$d=5\nd');
  assert.deepEqual([textOf(block, 'a')?.value, numberOf(block, 'b')?.value], ['2', 4]);
  assert.deepEqual(textOf(block, 'b')?.at, {
    path: 'keepalived.conf',
    line: 6,
    column: 3,
    endLine: 6,
    endColumn: 4,
  });
  assert.deepEqual(
    [textOf(block, 'c'), textOf(block, 'd'), numberOf(block, 'e')],
    [undefined, undefined, undefined],
  );
  assert.deepEqual(
    ['a', 'b', 'c', 'd', 'e'].map((keyword) => isKnown(block, keyword)),
    [false, false, false, true, true],
  );
});

test('a switch is set without a value and with any but off, false and no', () => {
  const block = blockOf('a\nb off\nc false\nd no\ne on\nf\nf off');
  assert.deepEqual(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((keyword) => isSet(block, keyword)),
    [true, false, false, false, true, false, false],
  );
});

test('lines within braces count when they are sure; one that is not makes the keyword unknown', () => {
  const block = blockOf('a {\n x\n @y z\n $q=1\n}\na\na {\n w $OTHER\n v\n}\nb {\n $q=1\n x\n}');
  assert.deepEqual(
    linesOf(block, 'a').map(({ words }) => words[0]?.value),
    ['x', 'v'],
  );
  assert.deepEqual([isKnown(block, 'a'), isKnown(block, 'b'), linesOf(block, 'c')], [false, true, []]);
});

test('a line that may say anything makes every keyword unknown', () => {
  assert.deepEqual(blockOf('a 1\ninclude x').unknown, ['*']);
  assert.equal(isKnown(blockOf('include x'), 'a'), false);
  assert.deepEqual(blockOf('@x a 1\n@y a 2\nx$q=1 $OTHER').unknown, ['a', 'x$q=1']);
});
