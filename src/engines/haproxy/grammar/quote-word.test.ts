import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoteArgument, quoteFormat, quoteWord } from './quote-word.ts';

test('a word is quoted only where HAProxy would read something else', () => {
  assert.equal(quoteWord('a-Z09_.:/@%+,=()[]{}*?~^&|;<>!'), 'a-Z09_.:/@%+,=()[]{}*?~^&|;<>!');
  assert.equal(quoteWord(''), '""');
  assert.equal(quoteWord('a b'), '"a b"');
  assert.equal(quoteWord('a"$\\#'), '"a\\"\\$\\\\#"');
  assert.equal(quoteWord('\n\r\t\x01\x7f'), '"\\n\\r\\t\\x01\\x7f"');
  assert.equal(quoteWord('<secret x>'), '"\\x3csecret x>"');
});

test('an argument within parentheses has only its quotes and backslashes escaped', () => {
  assert.equal(quoteArgument('a b'), '"a b"');
  assert.equal(quoteArgument('"a\\$#'), '"\\"a\\\\$#"');
});

test('a format keeps its percent signs by doubling them', () => {
  assert.equal(quoteFormat('10%%'), '10%%%%');
  assert.equal(quoteFormat('a'), 'a');
});
