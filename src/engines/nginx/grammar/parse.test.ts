import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import { parseNginx } from './parse.ts';
import { printNginxSource } from './print-source.ts';
import type { Directive } from './source.ts';
import { argSpan, directiveSpan, wordSpan } from './spans.ts';

type Shape = readonly [string, ...(string | readonly Shape[])[]];

function shapeOf(directive: Directive): Shape {
  const flat: Shape = [directive.name, ...directive.args];
  return directive.block === undefined ? flat : [...flat, directive.block.map(shapeOf)];
}

const read = (text: string): readonly Shape[] => parseNginx(text, 'n').source.directives.map(shapeOf);
const problemsOf = (text: string): readonly string[] =>
  parseNginx(text, 'n').problems.map(({ code, line, column }) => `${line}:${column} ${code}`);

const parts = fc.constantFrom(
  ...' \t\r\n;{}#\'"\\$()'.split(''),
  '\r\n',
  'server',
  'listen 80',
  '${a}',
  'content_by_lua_block {',
  '[[',
  ']]',
  '--',
  '\uFEFF',
  'é🐟',
);
const nastyText = fc.array(parts, { maxLength: 60, size: 'max' }).map((all) => all.join(''));
const anyText = fc.oneof(
  nastyText,
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ maxLength: 80 }),
);

describe('any text at all', () => {
  it('is printed as it was read', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(printNginxSource(parseNginx(text, 'n').source), text);
      }),
      { numRuns: 3000 },
    );
  });

  it('has each token at the line and column that it names', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const lines = text.split('\n').map((line) => `${line}\n`);
        for (const token of parseNginx(text, 'n').source.tokens) {
          const behind =
            (lines[token.line - 1] ?? '').slice(token.column - 1) + lines.slice(token.line).join('');
          assert.ok(behind.startsWith(token.raw), JSON.stringify(token));
        }
      }),
    );
  });

  it('has directives with a name, whose words span to where they end', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const pending = [...parseNginx(text, 'n').source.directives];
        for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
          const { line, column, endLine, endColumn } = directiveSpan(next);
          assert.ok(endLine > line || (endLine === line && endColumn > column));
          pending.push(...(next.block ?? []));
        }
      }),
    );
  });
});

describe('words', () => {
  it('lose their quotes, glued braces of variables stay, # within a word is no comment', () => {
    assert.deepEqual(read(`a 'b c' "d;e" \${f}g h#i; # j`), [['a', 'b c', 'd;e', '${f}g', 'h#i']]);
  });

  it('keep a backslash but before quotes, backslashes, t, r and n', () => {
    assert.deepEqual(read(String.raw`a \. \" "\t\d" '\'' x\;y \\;`), [
      ['a', String.raw`\.`, '"', '\t\\d', "'", String.raw`x\;y`, '\\'],
    ]);
  });

  it('keep a quote that does not close, and one that stands within', () => {
    assert.deepEqual(read(`a ";\nb 'c`), [
      ['a', ''],
      ['b', 'c'],
    ]);
    assert.deepEqual(read(`a b'c' '';`), [['a', "b'c'", '']]);
    assert.deepEqual(read(`a 'b\\r\\n"';`), [['a', 'b\r\n"']]);
  });

  it('may span lines within quotes', () => {
    const { source } = parseNginx('a "b\nc" d;', 'n');
    const [first] = source.directives;
    assert.deepEqual(first?.args, ['b\nc', 'd']);
    assert.deepEqual(directiveSpan(first), { path: 'n', line: 1, column: 1, endLine: 2, endColumn: 5 });
    assert.deepEqual(argSpan(first, 0), { path: 'n', line: 1, column: 3, endLine: 2, endColumn: 3 });
    assert.deepEqual(argSpan(first, 7), directiveSpan(first));
  });

  it('end at a closing parenthesis behind a quote, as `if` needs it', () => {
    assert.deepEqual(read('if ($a = "b") { return 1; }'), [['if', '($a', '=', 'b', ')', [['return', '1']]]]);
    assert.deepEqual(problemsOf('if ($a = "b") { return 1; }'), []);
  });

  it('have spans of one line', () => {
    const { source } = parseNginx('  listen 443 ssl;', 'n');
    const word = source.directives[0]?.words[1];
    assert.ok(word !== undefined);
    assert.deepEqual(wordSpan('n', word), { path: 'n', line: 1, column: 10, endLine: 1, endColumn: 13 });
  });
});

test('a file is read with its blocks, comments, CRLF and without a last newline', () => {
  const text = 'events {}\r\nhttp { # c }\r\n\tserver {\r\n\t\tlisten 80;\r\n\t}\r\n}';
  assert.deepEqual(read(text), [
    ['events', []],
    ['http', [['server', [['listen', '80']]]]],
  ]);
  assert.deepEqual(problemsOf(text), []);
});

test("Lua's body is one word, whatever braces stand in its strings and comments", () => {
  const body = ` local a = "}" .. '}' .. [[ } ]] .. [=[ ]] } ]=] -- }\n --[[ } ]] t = {1,{2}} `;
  assert.deepEqual(read(`location / { content_by_lua_block {${body}} } x;`), [
    ['location', '/', [['content_by_lua_block', body, []]]],
    ['x'],
  ]);
  assert.deepEqual(read('set_by_lua_block $a {return 1} x;'), [
    ['set_by_lua_block', '$a', 'return 1', []],
    ['x'],
  ]);
  assert.deepEqual(read('a_by_lua_block {}'), [['a_by_lua_block', []]]);
  assert.deepEqual(read('a_by_lua_block { b; '), [['a_by_lua_block', [['b']]]]);
  assert.deepEqual(read('a by_lua_block { b; }'), [['a', 'by_lua_block', [['b']]]]);
});

describe('what nginx refuses', () => {
  it('an unclosed quote ends with its line', () => {
    assert.deepEqual(problemsOf('a "b;\nc d;\n'), ['1:3 nginx/unclosed-quote']);
    assert.deepEqual(read('a "b;\nc d;\n'), [
      ['a', 'b'],
      ['c', 'd'],
    ]);
  });

  it('text right behind a quote', () => {
    assert.deepEqual(problemsOf('a "b"c;'), ['1:6 nginx/text-behind-quote']);
    assert.match(parseNginx('a "b\n"c;', 'n').problems[0]?.message ?? '', /began in line 1/);
  });

  it('a missing semicolon before a brace, at the end, and before a line that begins a directive', () => {
    assert.deepEqual(problemsOf('server { listen 80 }'), ['1:19 nginx/missing-semicolon']);
    assert.deepEqual(problemsOf('pid a'), ['1:6 nginx/missing-semicolon']);
    assert.deepEqual(problemsOf('server {\n listen 80\n server_name a;\n}'), [
      '2:11 nginx/missing-semicolon',
    ]);
    assert.deepEqual(read('server_name a\nlocation / {}\n'), [
      ['server_name', 'a'],
      ['location', '/', []],
    ]);
  });

  it('no semicolon is missed where a directive may go on in the next line', () => {
    assert.deepEqual(problemsOf("server_name a\n  b;\nlog_format x\n  'y'\n  server;"), []);
    assert.deepEqual(problemsOf('types { text/html html\n include; }'), []);
    assert.deepEqual(problemsOf('add_header A\n "server";'), []);
  });

  it('no semicolon is missed in blocks of values, before words in quotes, and before names that nobody knows', () => {
    for (const name of ['map a b', 'geo $b', 'types', 'split_clients a b', 'charset_map a b']) {
      assert.deepEqual(problemsOf(`${name} { a\n listen b; }`), [], name);
    }
    assert.deepEqual(problemsOf('server { a\n listen b; }'), ['1:11 nginx/missing-semicolon']);
    assert.deepEqual(problemsOf('map a b {} a\n listen b;'), ['1:13 nginx/missing-semicolon']);
    for (const word of ['proxy_pass', 'ssl_certificate', 'client_max_body_size', 'limit_req', 'return']) {
      assert.deepEqual(problemsOf(`a b\n${word} c;`), ['1:4 nginx/missing-semicolon'], word);
    }
    for (const word of ['proxy', 'proxy_', 'my_proxy_pass', 'proxy_pass2', 'ssl-x', 'listens']) {
      assert.deepEqual(problemsOf(`a b\n${word} c;`), [], word);
    }
    assert.deepEqual(problemsOf('a\nlisten 80\nlisten 81;'), [
      '1:2 nginx/missing-semicolon',
      '2:10 nginx/missing-semicolon',
    ]);
    assert.deepEqual(problemsOf('a listen proxy_pass;'), []);
  });

  it('braces and semicolons that belong to nothing', () => {
    assert.deepEqual(problemsOf('}\na;'), ['1:1 nginx/stray-brace']);
    assert.deepEqual(problemsOf('{ a; }'), ['1:1 nginx/stray-brace']);
    assert.deepEqual(read('{ a; }'), [['a']]);
    assert.deepEqual(read('a { { b; } c; } d;'), [['a', [['b'], ['c']]], ['d']]);
    assert.deepEqual(read('a { b'), [['a', [['b']]]]);
    assert.deepEqual(problemsOf('a {};'), ['1:5 nginx/stray-semicolon']);
    assert.deepEqual(problemsOf('a {\n b {'), ['1:3 nginx/unclosed-block', '2:4 nginx/unclosed-block']);
  });

  it('a byte order mark, and reads on behind it', () => {
    assert.deepEqual(problemsOf('\uFEFFa;'), ['1:1 nginx/byte-order-mark']);
    assert.deepEqual(read('\uFEFFa;'), [['a']]);
  });
});

test('ten times the text takes about ten times as long, also where nothing is closed', () => {
  for (const piece of ['a_by_lua_block {', 'a "b\n', '{', 'a b; ', "x 'y' z; "]) {
    const started = process.cpuUsage();
    const text = piece.repeat(40_000);
    assert.equal(printNginxSource(parseNginx(text, 'n').source), text);
    assert.ok(process.cpuUsage(started).user / 1000 < 3000, piece);
  }
});
