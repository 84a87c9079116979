import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseHaproxy } from './parse.ts';

/** Place, severity, message and remedy of each problem. */
function told(text: string): string[][] {
  return parseHaproxy(text, 'h').problems.map(({ line, column, severity, message, remedy }) => [
    `${line}:${column} ${severity}`,
    message,
    remedy,
  ]);
}

test('what the tokenizer refuses is told in words', () => {
  assert.deepEqual(told('global\n a "b\n a \\x4\n a "$"\n a\0\n a\r b\n'), [
    [
      '2:4 error',
      'The quote is not closed on this line: HAProxy refuses the file.',
      'close the quote, or write \\" or \\\' for a quote that is meant as a character.',
    ],
    [
      '3:4 error',
      'Two hexadecimal digits must follow \\x: HAProxy refuses the file.',
      'write two digits such as \\x0a, or \\\\x for a backslash and an x.',
    ],
    [
      '4:5 error',
      'In double quotes a dollar begins an environment variable, and this is none: a name begins with a letter, _ or ., and a brace must be closed. HAProxy refuses the file.',
      'write "${NAME}", or \\$ or single quotes for a dollar that is meant as a character.',
    ],
    [
      '5:3 error',
      'A NUL character stands here: HAProxy refuses the file.',
      'delete the character; the file may have been damaged, or saved as UTF-16.',
    ],
    [
      '6:3 warning',
      'A carriage return ends the line for HAProxy: what stands behind it is silently ignored.',
      'put what follows on a line of its own, with a newline.',
    ],
  ]);
});

test('a mark before the file, words that are too many and a newline that is missing are told in words', () => {
  assert.deepEqual(told(`\ufeffglobal\n${'a '.repeat(66)}\nb`), [
    [
      '1:1 error',
      'The file begins with a byte order mark: HAProxy reads it as part of the first keyword and refuses the file.',
      'save the file as UTF-8 without a byte order mark.',
    ],
    [
      '2:129 error',
      'The line has 66 words, and HAProxy reads at most 64: it refuses the file.',
      'spread the words over several lines (an acl may be repeated under the same name), or put the list in a file (-f).',
    ],
    [
      '3:2 error',
      'The last line has no newline at its end: HAProxy takes the file for truncated and refuses it.',
      'end the file with a newline.',
    ],
  ]);
});

test('variables that HAProxy reads are no problem, nor are escapes at the edge of a line', () => {
  assert.deepEqual(told('global\n a "$A" "${A}" "${A-b c}" "x${A[*]}y" "\\$"\n b \\\n c \\x41\n'), []);
  assert.deepEqual(told('global\n a\r\n b \r\t\v\f\r\n c\r#\n'), []);
  assert.deepEqual(told('global\n b \\x4\n').length, 1);
});
