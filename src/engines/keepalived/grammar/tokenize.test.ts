import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from './tokenize.ts';

/** Place, kind and text of each token that is no single blank. */
function cut(text: string): string[] {
  return tokenize(text)
    .filter(({ raw }) => raw !== ' ')
    .map(({ kind, raw, line, column }) => `${line}:${column} ${kind} ${JSON.stringify(raw)}`);
}

test('words, braces, comments and ends of lines are cut with their places', () => {
  assert.deepEqual(cut('a{\t}\r\n "b c"#d\n!'), [
    '1:1 word "a"',
    '1:2 open "{"',
    '1:3 blank "\\t"',
    '1:4 close "}"',
    '1:5 newline "\\r\\n"',
    '2:2 word "\\"b c\\""',
    '2:7 comment "#d"',
    '2:9 newline "\\n"',
    '3:1 comment "!"',
  ]);
  assert.deepEqual(cut('a\r'), ['1:1 word "a"', '1:2 blank "\\r"']);
  assert.deepEqual(cut('a'), ['1:1 word "a"']);
  assert.deepEqual(cut(''), []);
});

test('a quote holds an escaped one, and ends with its line', () => {
  assert.deepEqual(cut('"a\\"b"c'), ['1:1 word "\\"a\\\\\\"b\\""', '1:7 word "c"']);
  assert.deepEqual(cut('"a\nb'), ['1:1 word "\\"a"', '1:3 newline "\\n"', '2:1 word "b"']);
  assert.deepEqual(cut('"\\'), ['1:1 word "\\"\\\\"']);
});

test('a word ends at blanks, quotes, braces and comments that nothing escapes', () => {
  assert.deepEqual(cut('a\\{b\\}\\#c{'), ['1:1 word "a\\\\{b\\\\}\\\\#c"', '1:10 open "{"']);
  assert.deepEqual(cut('a}'), ['1:1 word "a"', '1:2 close "}"']);
  assert.deepEqual(cut('a\\'), ['1:1 word "a\\\\"']);
});

test('the braces of a definition that is used, and of a list, are no block', () => {
  assert.deepEqual(cut('${A}b${_RANDOM 1 9} ${ A}'), [
    '1:1 word "${A}b${_RANDOM 1 9}"',
    '1:21 word "$"',
    '1:22 open "{"',
    '1:24 word "A"',
    '1:25 close "}"',
  ]);
  assert.deepEqual(cut('~LST({A},{1}){'), ['1:1 word "~LST({A},{1})"', '1:14 open "{"']);
  assert.deepEqual(cut('~X({'), ['1:1 word "~X("', '1:4 open "{"']);
});

test('the value of a definition keeps its braces, the line before it does not', () => {
  assert.deepEqual(cut('$A=a{b}'), ['1:1 word "$A=a{b}"']);
  assert.deepEqual(cut('  $A={'), ['1:1 blank "  "', '1:3 word "$A={"']);
  assert.deepEqual(cut('@{a $A={'), ['1:1 word "@"', '1:2 open "{"', '1:3 word "a"', '1:5 word "$A={"']);
  assert.deepEqual(cut('@ab  $A={'), ['1:1 word "@ab"', '1:4 blank "  "', '1:6 word "$A={"']);
  assert.deepEqual(cut('x $A={'), ['1:1 word "x"', '1:3 word "$A="', '1:6 open "{"']);
  assert.deepEqual(cut('$1={'), ['1:1 word "$1="', '1:4 open "{"']);
});

test('a backslash at its end takes a definition on to the next line, and only a definition', () => {
  assert.deepEqual(cut('$A=b\\\n{c}\\\r\nd{\n{'), [
    '1:1 word "$A=b"',
    '1:5 blank "\\\\\\n"',
    '2:1 word "{c}"',
    '2:4 blank "\\\\\\r\\n"',
    '3:1 word "d{"',
    '3:3 newline "\\n"',
    '4:1 open "{"',
  ]);
  assert.deepEqual(cut('a\\\n{'), ['1:1 word "a\\\\"', '1:3 newline "\\n"', '2:1 open "{"']);
  assert.deepEqual(cut('$A=b\\'), ['1:1 word "$A=b\\\\"']);
  assert.deepEqual(cut('$A=\\b\n{'), ['1:1 word "$A=\\\\b"', '1:6 newline "\\n"', '2:1 open "{"']);
});
