import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { haproxyWords } from '../../../../tests/support/haproxy-words.ts';
import { parseHaproxy } from './parse.ts';
import { printHaproxy } from './print.ts';
import { printHaproxySource } from './print-source.ts';
import { quoteWord } from './quote-word.ts';
import { line } from './tree.ts';

const anyText = fc.string({ unit: 'binary' });
/** UTF-16 units of every kind, lone surrogates among them. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
const pieces = fc
  .array(
    fc.constantFrom(
      ...[' ', '\t', '\n', '\r', '\r\n', '\0', '"', "'", '\\', '\\x4', '\\x41', '#', '$', '${', '}', '"$A"'],
      ...[
        'global',
        'defaults from',
        'listen x',
        'server s :80',
        '.if',
        '.endif',
        '.else',
        '\u2028',
        '\ud800',
        'é',
        '-',
      ],
    ),
  )
  .map((parts) => parts.join(''));

/** `line: words` of a text, for short assertions. */
function wordsOf(text: string): string[][] {
  return parseHaproxy(text, 'h.cfg').source.lines.map(({ words }) => words.map(({ value }) => value));
}

function problemsOf(text: string): string[] {
  return parseHaproxy(text, 'h.cfg').problems.map(
    ({ code, line: at, column }) => `${at}:${column} ${code.slice('haproxy/'.length)}`,
  );
}

test('every text whatsoever is printed again as it was', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, anyUnits, pieces), (text) => {
      assert.equal(printHaproxySource(parseHaproxy(text, 'h.cfg').source), text);
    }),
    { numRuns: 3000 },
  );
});

test('each word stands in the text at its line and column, and its value is what HAProxy reads', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, pieces), (text) => {
      const rows = text.split('\n');
      for (const { line: number, words } of parseHaproxy(text, 'h.cfg').source.lines) {
        for (const { column, raw } of words) {
          assert.equal(rows[number - 1]?.slice(column - 1, column - 1 + raw.length), raw);
          assert.notEqual(raw, '');
        }
      }
    }),
    { numRuns: 1000 },
  );
});

test('words are cut as the reference cuts them', () => {
  const text = fc.array(fc.constantFrom(...' \t"\'\\#ab,xn0é', '\\x41')).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (row) => {
      let expected: string[];
      try {
        expected = haproxyWords(row);
      } catch {
        return;
      }
      fc.pre(!/\\x(?![0-9a-fA-F]{2})/.test(row));
      assert.deepEqual(wordsOf(`${row}\n`)[0], expected);
    }),
    { numRuns: 3000 },
  );
});

test('a printed tree is read as the words of the tree', () => {
  const name = fc.string({ unit: 'binary', minLength: 1 }).map((text) => text.replaceAll('\0', ''));
  fc.assert(
    fc.property(fc.array(fc.array(name, { minLength: 1, maxLength: 8 })), (rows) => {
      const lines = rows.map((words) => ({ words, origin: undefined }));
      const file = printHaproxy([{ kind: 'backend', name: 'b', origin: undefined, lines }]);
      assert.deepEqual(wordsOf(file.text), [['backend', 'b'], ...rows]);
    }),
  );
  assert.equal(quoteWord('a b'), '"a b"');
  assert.deepEqual(line(undefined, 'stats auth', 'a b').words, ['stats', 'auth', 'a b']);
});

test('quotes glue, nothing is special in single quotes, and # begins a comment anywhere outside quotes', () => {
  assert.deepEqual(wordsOf(`a"b c"d 'x"\\y#' "it's" e#f g\n`), [['ab cd', 'x"\\y#', "it's", 'e']]);
});

test('escapes: those that HAProxy knows are replaced, others keep their backslash', () => {
  assert.deepEqual(wordsOf('a\\ b \\# \\\\ \\" \\\' \\t\\n\\r \\x41\\x2f \\1\\.\\$ "\\$A"\n'), [
    ['a b', '#', '\\', '"', "'", '\t\n\r', 'A/', '\\1\\.\\$', '$A'],
  ]);
});

test('a word knows whether an environment variable stands in it', () => {
  const { source } = parseHaproxy('bind "$A:80" "${A-b}" \'$A\' $A "\\$A" "x${A[*]}"c\n', 'h.cfg');
  assert.deepEqual(
    source.lines[0]?.words.map(({ hasVariable }) => hasVariable),
    [false, true, true, false, false, false, true],
  );
});

test('blanks, comment and end of each line are kept apart from its words', () => {
  const { source } = parseHaproxy('\tbind  :80 \t# web\r\n\n# x\n', 'h.cfg');
  assert.deepEqual(source.lines, [
    {
      line: 1,
      words: [
        { before: '\t', raw: 'bind', value: 'bind', column: 2, hasVariable: false },
        { before: '  ', raw: ':80', value: ':80', column: 8, hasVariable: false },
      ],
      rest: ' \t# web',
      end: '\r\n',
    },
    { line: 2, words: [], rest: '', end: '\n' },
    { line: 3, words: [], rest: '# x', end: '\n' },
  ]);
});

test('a quote that is not closed is a problem where it opens, and the other lines are read', () => {
  const text = 'global\n user "ha\n group a"b c\n maxconn 5\n';
  assert.deepEqual(problemsOf(text), ['2:7 unclosed-quote', '3:9 unclosed-quote']);
  assert.deepEqual(wordsOf(text), [['global'], ['user'], ['group', 'a'], ['maxconn', '5']]);
  assert.equal(parseHaproxy(text, 'h').source.lines[1]?.rest, ' "ha');
});

test('what the tokenizer refuses has its place', () => {
  assert.deepEqual(problemsOf('global\n a \\x4g\n b "$1"\n c "${A"\n d\0e\n'), [
    '2:4 bad-hex-escape',
    '3:5 bad-variable',
    '4:5 bad-variable',
    '5:3 nul-character',
  ]);
  assert.deepEqual(problemsOf("global\n a '\\x4g$1'\n"), []);
});

test('text behind a carriage return in the line is never read, a comment and the end of the line are', () => {
  assert.deepEqual(problemsOf('global\n a\r b\n c\r # x\n d # e\r f\n g\r\r\n'), [
    '2:3 text-behind-carriage-return',
  ]);
  assert.deepEqual(wordsOf('a\r b\n'), [['a']]);
});

test('a last line without a newline is a problem, an empty file is not', () => {
  assert.deepEqual(problemsOf('global'), ['1:7 no-final-newline']);
  assert.deepEqual(problemsOf('global\n  '), ['2:3 no-final-newline']);
  assert.deepEqual(problemsOf(''), []);
});

test('64 words are allowed, the 65th is a problem', () => {
  const row = (count: number): string => `global\n${'a '.repeat(count)}\n`;
  assert.deepEqual(problemsOf(row(64)), []);
  assert.deepEqual(problemsOf(row(65)), ['2:129 too-many-words']);
});

test('a keyword before any section, and a mistyped section', () => {
  assert.deepEqual(problemsOf('no maxconn 5\nlog x\nFrontend f\n bind :80\nbackand b\nlisten c\n'), [
    '1:4 outside-section',
    '3:1 unknown-section',
    '5:1 unknown-section',
  ]);
});

test('keywords that resemble sections are none, indented or not', () => {
  assert.deepEqual(
    problemsOf(
      'defaults\nlog-format x\nhttp-error y\n backand b\npeers p\npeer a :1\nmailers m\nmailer a :2\n',
    ),
    [],
  );
});

test('every section of 2.4 to 3.2 is known', () => {
  const kinds =
    'global defaults frontend backend listen peers resolvers mailers userlist cache http-errors ring '
      .concat('log-forward fcgi-app program crt-store log-profile traces acme')
      .split(' ');
  assert.deepEqual(problemsOf(kinds.map((kind) => `${kind} x\n key value\n`).join('')), []);
});

test('directives: unknown ones and unbalanced conditions are problems', () => {
  assert.deepEqual(
    problemsOf('.if 1\n.elif 0\n.else\n.endif\n.notice x\n.alert x\n.warning x\n.diag x\n'),
    [],
  );
  assert.deepEqual(problemsOf('.if 1\n.elseif 0\n.endif\n'), ['2:1 unknown-directive']);
  assert.deepEqual(problemsOf('.else\n .endif\n.if 1\n.if 2\n.else\n.elif 1\n.else\n.endif\n'), [
    '1:1 unbalanced-condition',
    '2:2 unbalanced-condition',
    '3:1 unbalanced-condition',
    '6:1 unbalanced-condition',
    '7:1 unbalanced-condition',
  ]);
});

test('a scope line is read and means nothing', () => {
  assert.deepEqual(problemsOf('[my scope]\nglobal\n'), []);
});

test('hundreds of thousands of broken lines are read', () => {
  assert.equal(problemsOf('"\n'.repeat(300_000)).length, 300_000);
  assert.equal(problemsOf('.if\n'.repeat(300_000)).length, 300_000);
});

test('a byte order mark is a problem, and the first keyword is read behind it', () => {
  assert.deepEqual(problemsOf('\ufeffglobal\n'), ['1:1 byte-order-mark']);
  assert.deepEqual(wordsOf('\ufeff global\n\ufeffx\n'), [['global'], ['\ufeffx']]);
  assert.deepEqual(problemsOf('\ufeff# x\nglobal\n'), ['1:1 byte-order-mark']);
});
