import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from './tokenize.ts';

/** Kind and text of each token. */
function cut(text: string): string[] {
  return tokenize(text, 'n').tokens.map(({ kind, raw }) => `${kind} ${JSON.stringify(raw)}`);
}

/** Place, message and remedy of each problem. */
function told(text: string): string[][] {
  return tokenize(text, 'n').problems.map(({ line, column, message, remedy }) => [
    `${line}:${column}`,
    message,
    remedy,
  ]);
}

test('each kind of token is cut', () => {
  assert.deepEqual(cut(' \ta{\r\n#c\r\n}; \r#d\ne'), [
    'blank " \\t"',
    'word "a"',
    'open "{"',
    'newline "\\r\\n"',
    'comment "#c"',
    'newline "\\r\\n"',
    'close "}"',
    'end ";"',
    'blank " \\r"',
    'comment "#d"',
    'newline "\\n"',
    'word "e"',
  ]);
  assert.deepEqual(cut('#'), ['comment "#"']);
  assert.deepEqual(cut(' '), ['blank " "']);
});

test('a bare word ends at a blank, a semicolon or a brace, unless that is escaped or follows "$"', () => {
  assert.deepEqual(
    ['a b', 'a\tb', 'a\rb', 'a\nb', 'a;b', 'a{b'].map((text) => cut(text)[0]),
    Array(6).fill('word "a"'),
  );
  assert.deepEqual(cut('\\;x ${a}b{'), ['word "\\\\;x"', 'blank " "', 'word "${a}b"', 'open "{"']);
  assert.deepEqual(cut('$a{'), ['word "$a"', 'open "{"']);
  assert.deepEqual(cut('a\\'), ['word "a\\\\"']);
  assert.deepEqual(cut('a}b'), ['word "a}b"']);
});

test('a quoted word ends at its own quote', () => {
  assert.deepEqual(cut(`'a"b'"c\\"d" 'e\\`), [
    `word ${JSON.stringify(`'a"b'`)}`,
    `word ${JSON.stringify('"c\\"d"')}`,
    'blank " "',
    `word ${JSON.stringify(`'e\\`)}`,
  ]);
});

test('a quote that is never closed is told once for each kind, and its word ends before a last ; or {', () => {
  assert.deepEqual(cut('a "b c ;\nd \'e {'), [
    'word "a"',
    'blank " "',
    'word "\\"b c"',
    'blank " "',
    'end ";"',
    'newline "\\n"',
    'word "d"',
    'blank " "',
    'word "\'e"',
    'blank " "',
    'open "{"',
  ]);
  assert.deepEqual(cut('"b;c'), ['word "\\"b;c"']);
  assert.deepEqual(told(`a "b;\nd 'e {`), [
    [
      '1:3',
      'The quote " that begins here is never closed: nginx reads all that follows as one word and does not start.',
      'Close the quote with ", or write a backslash before it where it is meant as a character.',
    ],
    [
      '2:3',
      "The quote ' that begins here is never closed: nginx reads all that follows as one word and does not start.",
      "Close the quote with ', or write a backslash before it where it is meant as a character.",
    ],
  ]);
});

test('text behind a closing quote is told with its first character, and the line of a quote that began before', () => {
  const remedy =
    'Put a blank behind the quoted word, or find the quote that is missing or one too many before this place.';
  assert.deepEqual(told('a "b"cd;'), [
    [
      '1:6',
      `"c" follows a closing quote with no blank between: nginx refuses the file ('unexpected "c"').`,
      remedy,
    ],
  ]);
  assert.deepEqual(told('\na "b\n"cd;'), [
    [
      '3:2',
      `"c" follows a closing quote with no blank between: nginx refuses the file ('unexpected "c"'). The quoted word began in line 2.`,
      remedy,
    ],
  ]);
  assert.deepEqual(told('a "b";'), []);
  assert.deepEqual(told('a "b" c;'), []);
  assert.deepEqual(told('a b"c";'), []);
});

test('a byte order mark before all words is a blank, and told', () => {
  assert.deepEqual(cut('\uFEFFa'), ['blank "\uFEFF"', 'word "a"']);
  assert.deepEqual(told('\uFEFFa'), [
    [
      '1:1',
      "A byte order mark stands here: nginx reads it as part of the first directive's name and refuses the file.",
      'Save the file as UTF-8 without a byte order mark.',
    ],
  ]);
  assert.deepEqual(cut(' \r\n\uFEFFa'), ['blank " "', 'newline "\\r\\n"', 'blank "\uFEFF"', 'word "a"']);
  assert.equal(told(' \r\n\uFEFFa')[0]?.[0], '2:1');
  assert.deepEqual(told('a\uFEFF'), []);
  assert.deepEqual(told('a; \uFEFFb;'), []);
});

test("only Lua's own blocks have a body of one word, of their own directive", () => {
  assert.deepEqual(cut('a_by_lua_block { b; }'), [
    'word "a_by_lua_block"',
    'blank " "',
    'open "{"',
    'word " b; "',
    'close "}"',
  ]);
  assert.deepEqual(cut('a_by_lua_block {}'), ['word "a_by_lua_block"', 'blank " "', 'open "{"', 'close "}"']);
  assert.deepEqual(cut('a_by_lua_block;b{c').slice(-2), ['open "{"', 'word "c"']);
  assert.deepEqual(cut('a_by_lua_block\n{b c}').slice(-2), ['word "b c"', 'close "}"']);
  assert.deepEqual(cut('a_by_lua_block_a{b c}').slice(1), ['open "{"', 'word "b"', 'blank " "', 'word "c}"']);
});
