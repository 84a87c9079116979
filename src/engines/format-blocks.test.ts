import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { blockTokens } from './format-blocks.ts';
import { formatKeepalived } from './keepalived/grammar/format.ts';
import { parseKeepalived } from './keepalived/grammar/parse.ts';
import type { SourceEntry } from './keepalived/grammar/source.ts';
import { formatNginx } from './nginx/grammar/format.ts';
import { parseNginx } from './nginx/grammar/parse.ts';
import type { Directive } from './nginx/grammar/source.ts';

const nginx = (text: string): string => formatNginx(parseNginx(text, 'n').source);
const keepalived = (text: string): string => formatKeepalived(parseKeepalived(text, 'k').source);

const pieces = (own: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(
      fc.constantFrom(
        ' ',
        '  ',
        '\t',
        '\n',
        '\n',
        '\n\n\n',
        '\r\n',
        '# c  d \n',
        'word',
        '"a  b"',
        '10',
        ...own,
      ),
      {
        maxLength: 30,
        size: 'max',
      },
    )
    .map((parts) => parts.join(''));

function directives(list: readonly Directive[]): unknown {
  return list.map(({ name, args, block }) => [
    name,
    args,
    block === undefined ? undefined : directives(block),
  ]);
}

function entries(list: readonly SourceEntry[]): unknown {
  return list.map(({ words, condition, block }) => [
    words.map(({ value }) => value),
    condition,
    block === undefined ? undefined : entries(block),
  ]);
}

test('nginx: tokens, lines and meaning stay, and the layout settles at once', () => {
  const text = pieces([
    ';',
    ';',
    '{',
    '}',
    'server { ',
    "'x\n  y'",
    'a_by_lua_block {\n  x  {} }',
    '${a}',
    '\\ ',
    '};',
  ]);
  fc.assert(
    fc.property(text, (before) => {
      const { source, problems } = parseNginx(before, 'n');
      fc.pre(problems.length === 0);
      const after = formatNginx(source);
      const again = parseNginx(after, 'n');
      assert.deepEqual(again.problems, []);
      assert.deepEqual(blockTokens(again.source.tokens), blockTokens(source.tokens));
      assert.deepEqual(directives(again.source.directives), directives(source.directives));
      assert.equal(formatNginx(again.source), after);
    }),
    { numRuns: 3000 },
  );
});

test('keepalived: tokens, lines and meaning stay, and the layout settles at once', () => {
  const own = [
    '{',
    '}',
    '{\n',
    '}\n',
    '!x',
    '@id ',
    '$A=b  c\n',
    '$A=b \\\n  c\n',
    '$A',
    '~SEQ(a,1,2)',
    '\u00a0',
  ];
  fc.assert(
    fc.property(pieces(own), (before) => {
      const { source, problems } = parseKeepalived(before, 'k');
      fc.pre(problems.length === 0);
      const after = formatKeepalived(source);
      const again = parseKeepalived(after, 'k');
      assert.deepEqual(again.problems, []);
      assert.deepEqual(blockTokens(again.source.tokens), blockTokens(source.tokens));
      assert.deepEqual(entries(again.source.entries), entries(source.entries));
      assert.equal(formatKeepalived(again.source), after);
    }),
    { numRuns: 3000 },
  );
});

test('nginx: blocks are indented, directives that go on below stand further in, Lua stays', () => {
  const text = `
user  nginx ;
events{worker_connections 10;}
http {
log_format main '$a '
  '$b';   # two


  server{ listen   80 ;
content_by_lua_block {
 ngx.say( 1 )
}
# end
}
}
stream {
}
`;
  assert.equal(
    nginx(text),
    `user nginx;
events { worker_connections 10; }
http {
    log_format main '$a '
        '$b'; # two

    server { listen 80;
        content_by_lua_block {
 ngx.say( 1 )
}
        # end
    }
}

stream {
}
`,
  );
});

test('keepalived: blocks are indented, definitions stay as they are', () => {
  const text = `$A=x  y
vrrp_script s{
script   "/bin/a  b"   ! why
}
vrrp_instance V
{
@one  priority 100
  virtual_ipaddress { 10.0.0.1/24
}
}`;
  assert.equal(
    keepalived(text),
    `$A=x  y
vrrp_script s {
    script "/bin/a  b" ! why
}

vrrp_instance V
{
    @one priority 100
    virtual_ipaddress { 10.0.0.1/24
    }
}`,
  );
});

test('keepalived: a line that would be long is not made longer, as bytes count, and no comment moves far', () => {
  for (const line of [
    `b ${'x'.repeat(900)}`,
    `b ${'€'.repeat(339)}`,
    'b{}'.repeat(170),
    `b "${'\t'.repeat(63)}"#c`,
    `b ${'x'.repeat(300)}#${'c'.repeat(300)}`,
  ]) {
    const text = `a {\n${line}\n}\n`;
    assert.equal(keepalived(text), text);
  }
  const deep = `${'a {\n'.repeat(130)}b\n${'}\n'.repeat(130)}`;
  assert.match(keepalived(deep), /\nb\n/);
});

test('comments that were aligned are aligned again, others stand one blank behind the words', () => {
  assert.equal(
    keepalived(
      'a {\nb 1     # one\nlong 2  # two\n\nc   # three\nd     # four\n\te 1\t# five\n  f       \t# six\n}\n',
    ),
    'a {\n    b 1    # one\n    long 2 # two\n\n    c # three\n    d # four\n    e 1 # five\n    f   # six\n}\n',
  );
});

test('nginx: a file with a Lua block whose end is not found stays as it is', () => {
  for (const text of [
    'a_by_lua_block {#x {\nlisten  80;\n}\n',
    'a_by_lua_block {set  $a "b";#--[[\na_by_lua_block {}}\n',
  ])
    assert.equal(nginx(text), text);
  assert.equal(
    nginx('a_by_lua_block {}\nb_by_lua_block{ x  y }'),
    'a_by_lua_block {}\nb_by_lua_block { x  y }',
  );
});

test('comments stand below each other as a screen shows them, also behind letters beyond the first plane', () => {
  const text = 'a {\n    𐀀𐃨 x   # one\n    abcd y  # two\n}\n';
  const once = keepalived(text);
  assert.equal(keepalived(once), once);
});

test('nginx: the name of a Lua block may stand lines above its brace', () => {
  const text = 'http {\n    content_by_lua_block\n\n    {\n  a  =  1\n    }\n}\n';
  assert.match(nginx(text), /\{\n {2}a {2}= {2}1\n/);
  assert.equal(nginx(nginx(text)), nginx(text));
});
