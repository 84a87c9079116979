import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatHaproxy, haproxyTokens } from './format.ts';
import { parseHaproxy } from './parse.ts';

function format(text: string): string {
  return formatHaproxy(parseHaproxy(text, 'h.cfg').source);
}

function meaningOf(text: string): unknown {
  const { source, problems } = parseHaproxy(text, 'h.cfg');
  const words = source.lines
    .map((line) => line.words.map(({ value }) => value))
    .filter(({ length }) => length > 0);
  return { tokens: haproxyTokens(source), words, problems: problems.map(({ code }) => code) };
}

const lines = fc
  .array(
    fc.constantFrom(
      ...[
        'global',
        'defaults  x',
        '  frontend f # web',
        'backend b',
        'timeout  client\t5s',
        '   option a "b  c"#d',
      ],
      ...[
        '# left',
        '    # inner',
        '  # some',
        '',
        '   ',
        '\t',
        '.if 1',
        ' .else',
        '.endif',
        '.notice "x  y"',
      ],
      ...['[scope]', '  [word', "acl a path_reg \\'x'y  z'", 'server s :80 \\ x', 'a\v\fb'],
    ),
    { maxLength: 25, size: 'max' },
  )
  .chain((rows) =>
    fc
      .constantFrom('\n', '\r\n')
      .map((end) => rows.map((row, index) => row + (index % 3 === 0 ? '\n' : end)).join('')),
  );

test('words, comments and their order stay, the layout settles at once', () => {
  fc.assert(
    fc.property(lines, (text) => {
      fc.pre(parseHaproxy(text, 'h.cfg').problems.length === 0);
      const formatted = format(text);
      assert.deepEqual(meaningOf(formatted), meaningOf(text));
      assert.equal(format(formatted), formatted);
    }),
    { numRuns: 3000 },
  );
});

test('lines are indented, words parted by one blank, sections by one blank line', () => {
  const text = `

# the edge
global
  maxconn\t 5   # enough
daemon
# about f
# more
frontend f
\tbind :80


\tmode http
      # the backend

# last
backend b
 server  s   "a  b"
 # end
`;
  assert.equal(
    format(text),
    `# the edge
global
    maxconn 5 # enough
    daemon

# about f
# more
frontend f
    bind :80

    mode http
    # the backend

# last
backend b
    server s "a  b"
    # end
`,
  );
});

test('a comment further in than the section below it stays with the section above', () => {
  assert.equal(
    format('backend a\n  server x :80\n  # server y :80\nbackend b\n'),
    'backend a\n    server x :80\n    # server y :80\n\nbackend b\n',
  );
});

test('conditions stand at the margin; one that opens around a section stays beside it', () => {
  assert.equal(
    format('global\n a\n  .if 1\n b\n  .endif\n.if 2\nbackend b\n.else\nbackend c\n.endif\nbackend d\n'),
    'global\n    a\n.if 1\n    b\n.endif\n\n.if 2\nbackend b\n\n.else\nbackend c\n.endif\n\nbackend d\n',
  );
});

test('ends of lines stay as they are, added ones are like the one above', () => {
  assert.equal(format('global\r\na\r\nbackend b\r\n'), 'global\r\n    a\r\n\r\nbackend b\r\n');
});

test('the tokens are the words as written and the comments, line by line', () => {
  const tokens = (text: string) => haproxyTokens(parseHaproxy(text, 'h.cfg').source);
  assert.deepEqual(tokens('global # a  b \n\n  maxconn\t "5"#c\n \n# d\n'), [
    'global\n# a  b',
    'maxconn\n"5"\n#c',
    '# d',
  ]);
  assert.notDeepEqual(tokens('a\\\tb\n'), tokens('a\\ b\n'));
});

test('a tab behind a backslash stays: a blank there would be part of the word', () => {
  assert.equal(format('global\n  a\\\t b\\ \t c\n'), 'global\n    a\\\tb\\  c\n');
  assert.equal(format('global\n  a\\\t# b\n'), 'global\n    a\\\t # b\n');
  assert.equal(format('global\n  a\\\\#b\n'), 'global\n    a\\\\ #b\n');
});

test('comments at the ends of lines that stood below each other still do', () => {
  assert.equal(
    format('global\n  maxconn 5   # a\n  nbthread 2  # b\n  x #c\n'),
    'global\n    maxconn 5  # a\n    nbthread 2 # b\n    x #c\n',
  );
});

test('a comment before the first section stays at the margin, one at the end of the file in its section', () => {
  assert.equal(format('   # a\nglobal\n b\n   # c\n'), '# a\nglobal\n    b\n    # c\n');
  assert.equal(format('   # a\n'), '# a\n');
  assert.equal(format('global\n b\n# c\n'), 'global\n    b\n# c\n');
  assert.equal(format('global\n b\n # c\n  backend d\n'), 'global\n    b\n\n# c\nbackend d\n');
  assert.equal(format('global\n b\n   # c\n  backend d\n'), 'global\n    b\n    # c\n\nbackend d\n');
});
