import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseKeepalived } from './parse.ts';
import { printKeepalived } from './print.ts';
import { printKeepalivedSource } from './print-source.ts';
import { isWritable } from './quote-word.ts';
import type { SourceEntry } from './source.ts';
import { block, type Entry, entry } from './tree.ts';
import { entrySpan, wordSpan } from './word-span.ts';

type Shape = string | readonly [string, readonly Shape[]];

/** Entries as words between `|`, with what is in their braces. */
function shapeOf(entries: readonly SourceEntry[]): Shape[] {
  return entries.map(({ words, block: inner }) => {
    const head = words.map(({ value }) => value).join('|');
    return inner === undefined ? head : [head, shapeOf(inner)];
  });
}

function parsed(text: string) {
  const { source, problems } = parseKeepalived(text, 'k.conf');
  const found = problems.map(({ code, line, column }) => `${line}:${column} ${code}`);
  return { entries: source.entries, shape: shapeOf(source.entries), problems, found };
}

/** Texts made of what has a meaning here. */
const PIECES = [
  '{',
  '}',
  '"',
  '#',
  '!',
  '\\',
  '\n',
  '\r\n',
  ' ',
  '\t',
  '$',
  '$A=',
  '${A}',
  '$A',
  '~SEQ(',
  ')',
  '@a',
  'x',
  'ü',
];
const fragments = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((parts) => parts.join(''));

test('any text whatsoever comes back byte for byte, with the true place of each token', () => {
  fc.assert(
    fc.property(fc.oneof(fragments, fc.string({ unit: 'binary' }), fc.string()), (text) => {
      const { source } = parseKeepalived(text, 'k.conf');
      assert.equal(printKeepalivedSource(source), text);
      const lines = text.split('\n');
      for (const { raw, line, column } of source.tokens) {
        const first = raw.split('\n')[0] ?? '';
        assert.equal(lines[line - 1]?.slice(column - 1, column - 1 + first.length), first);
      }
    }),
    { numRuns: 500 },
  );
});

const word = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => isWritable(text));
const keyword = fc.stringMatching(/^[a-z_]{1,8}$/);
const { tree } = fc.letrec<{ tree: Entry; leaf: Entry; node: Entry }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, tie('leaf'), tie('node')),
  leaf: fc
    .tuple(keyword, fc.array(word, { maxLength: 3 }))
    .map(([key, words]) => entry(undefined, key, ...words)),
  node: fc
    .tuple(keyword, fc.array(word, { maxLength: 2 }), fc.array(tie('tree'), { maxLength: 3 }))
    .map(([key, words, inner]) => block(undefined, [key, ...words], inner)),
}));

function shapeOfTree(entries: readonly Entry[]): Shape[] {
  return entries.map((one) => {
    if ('raw' in one) return one.raw;
    const head = one.words.join('|');
    return one.block === undefined ? head : [head, shapeOfTree(one.block)];
  });
}

test('what Holdfast prints is read again with the same words in the same blocks', () => {
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 4 }), (file) => {
      assert.deepEqual(parsed(printKeepalived(file).text).shape, shapeOfTree(file));
    }),
  );
});

test('blocks nest, and a brace may stand on a line of its own or between words', () => {
  const { shape, found } = parsed(`vrrp_instance VI_1
# the edge

{
  virtual_ipaddress { 10.0.0.5/24
    10.0.0.6/24 }
  state BACKUP }
`);
  assert.deepEqual(shape, [
    ['vrrp_instance|VI_1', [['virtual_ipaddress', ['10.0.0.5/24', '10.0.0.6/24']], 'state|BACKUP']],
  ]);
  assert.deepEqual(found, []);
});

test('# and ! begin a comment anywhere outside quotes, also glued to a word, unless a \\ precedes them', () => {
  const { entries } = parsed('garp_group a#b\ngarp_group "a#b!" c!d\ngarp_group a\\#b\\!c # why\n');
  assert.deepEqual(shapeOf(entries), ['garp_group|a', 'garp_group|a#b!|c', 'garp_group|a#b!c']);
  assert.deepEqual(
    entries.map(({ comment }) => comment),
    ['#b', '!d', '# why'],
  );
});

test('braces and escaped quotes in a quoted text are text', () => {
  assert.deepEqual(parsed('track_group "a { b } \\" c" d').shape, ['track_group|a { b } \\" c|d']);
});

test('a quoted text ends the word before it and begins the next one at once, as in Keepalived', () => {
  assert.deepEqual(parsed('instance a"b c"d').shape, ['instance|a|b c|d']);
});

test('@id makes a line conditional, and a block and all within it', () => {
  const { entries } = parsed('@^lb1 vrrp_instance a {\n priority 5\n}\ninstance x\n');
  const [instance, other] = entries;
  assert.deepEqual(
    [
      instance?.condition,
      instance?.isConditional,
      instance?.block?.[0]?.condition,
      instance?.block?.[0]?.isConditional,
    ],
    ['@^lb1', true, undefined, true],
  );
  assert.equal(instance?.words[0]?.value, 'vrrp_instance');
  assert.equal(other?.isConditional, false);
});

test('definitions are put in, also recursively and in quotes; what is not known stays and is marked', () => {
  const { entries } = parsed(`$BASE=10.2.\${SUB}
$SUB=7
instance \${BASE}.1 "a $SUB b" $SUB/24 $OTHER \${_HASH}x
`);
  const words = entries.at(-1)?.words ?? [];
  assert.deepEqual(
    words.map(({ value, isOpen }) => [value, isOpen]),
    [
      ['instance', false],
      ['10.2.7.1', false],
      ['a 7 b', false],
      ['$SUB/24', false],
      ['$OTHER', true],
      ['#x', false],
    ],
  );
});

test('a definition under a condition, of several words or lines, or that names itself is not known', () => {
  const { entries, found } = parsed(`@a $P=1
$Q=a b
$R=\\
 vrrp_instance x { \\
 }
$S=$S
instance $P $Q $R $S
$P=2
instance $P
`);
  assert.deepEqual(
    entries
      .at(-3)
      ?.words.slice(1)
      .map(({ isOpen }) => isOpen),
    [true, true, true, true],
  );
  assert.deepEqual(
    entries.at(-1)?.words.map(({ value }) => value),
    ['instance', '2'],
  );
  assert.deepEqual(found, []);
});

test('the last definition counts; one of several words, with braces or with quotes is not known', () => {
  const last = (text: string) => {
    const { value, isOpen } = parsed(`${text}\ninstance \${A}`).entries.at(-1)?.words[1] ?? {};
    return [value, isOpen];
  };
  assert.deepEqual(last('$A=1\n$A=2'), ['2', false]);
  assert.deepEqual(last('$A='), ['', false]);
  assert.deepEqual(last('$A=b=c'), ['b=c', false]);
  assert.deepEqual(last('$A=1\n$A=2 3'), ['${A}', true]);
  assert.deepEqual(last('$A=2 3\n$A=1'), ['1', false]);
  for (const value of ['a{b', 'a}', '"a"', 'a\\b', 'a b'])
    assert.deepEqual(last(`$A=${value}`), ['${A}', true], value);
  assert.deepEqual(last('$B=1\n$A=x${B}'), ['x1', false]);
  assert.deepEqual(last('x$A=1'), ['${A}', true]);
});

test('a definition below a condition is not known when there was one before, or is the only one', () => {
  const last = (text: string) => {
    const { value, isOpen } = parsed(`${text}\ninstance \${A}`).entries.at(-1)?.words[1] ?? {};
    return [value, isOpen];
  };
  assert.deepEqual(last('@x $A=1'), ['${A}', true]);
  assert.deepEqual(last('$A=1\n@x $A=2'), ['${A}', true]);
});

test('only a condition before the keyword is one, and only known words begin an include', () => {
  const [first, second] = parsed('instance @a\n@a instance b').entries;
  assert.deepEqual([first?.condition, first?.isConditional], [undefined, false]);
  assert.deepEqual([second?.condition, second?.isConditional], ['@a', true]);
  const { entries } = parsed(
    'global_defs {\ninclude a\nincluder a\nincluderm a\nincludex a\nxinclude a\nx ~SEQ(A,1,2)\nx~SEQ(A,1,2) b\n~SEQx(A,1,2) b\n~SEQ b\n}',
  );
  assert.deepEqual(
    entries[0]?.block?.map(({ words, isOpen }) => [words[0]?.raw, isOpen, words[1]?.isOpen]),
    [
      ['include', true, false],
      ['includer', true, false],
      ['includerm', true, false],
      ['includex', false, false],
      ['xinclude', false, false],
      ['x', false, true],
      ['x~SEQ(A,1,2)', false, false],
      ['~SEQx(A,1,2)', true, true],
      ['~SEQ', true, false],
    ],
  );
});

test('a brace follows a keyword only when nothing has closed it', () => {
  const { shape, found } = parsed('vrrp_script a {\n}\n{\n}\n@x\n{\n}');
  assert.deepEqual(found, ['3:1 keepalived/block-without-keyword']);
  assert.deepEqual(shape, [
    ['vrrp_script|a', []],
    ['', []],
    ['', []],
  ]);
});

test('lines of sequences, lists, definitions and includes are open: what they say is not known', () => {
  const { entries, found } = parsed(
    'global_defs {\n~SEQ(A, 1, 2) x 10.0.${A}.1\n~LST({A,B},{1,2}) y\n$ALL\n}\ninclude a.conf\n',
  );
  const inner = entries[0]?.block ?? [];
  assert.deepEqual(
    inner.map(({ isOpen }) => isOpen),
    [true, true, true],
  );
  assert.equal(inner[0]?.words[2]?.isOpen, true);
  assert.equal(inner[1]?.words[0]?.value, '~LST({A,B},{1,2})');
  assert.equal(entries[1]?.isOpen, true);
  assert.deepEqual(found, []);
});

test('a quote that is not closed is a problem, and the next line is read', () => {
  const { shape, found } = parsed('instance "a b {\ninstance c "d\\\n');
  assert.deepEqual(shape, ['instance|a b {', 'instance|c|d\\']);
  assert.deepEqual(found, ['1:10 keepalived/unclosed-quote', '2:12 keepalived/unclosed-quote']);
});

test('braces that belong to nothing are problems', () => {
  const { shape, found } = parsed('}\nvrrp_script a {\n}\n{ x\n}\nvrrp_script b {\n interval 1\n');
  assert.deepEqual(found, [
    '1:1 keepalived/brace-without-block',
    '4:1 keepalived/block-without-keyword',
    '6:15 keepalived/unclosed-block',
  ]);
  assert.deepEqual(shape.at(-1), ['vrrp_script|b', ['interval|1']]);
});

test('a keyword that Keepalived does not know outside blocks is a problem with what was meant', () => {
  const { problems } = parsed('vrrp_instanse a {\n}\nbogus 1\n$X\n~SEQ(a,1) b\n@x instance y\n');
  assert.deepEqual(
    problems.map(({ line, column, severity, remedy }) => [line, column, severity, remedy]),
    [
      [1, 1, 'warning', 'write vrrp_instance.'],
      [3, 1, 'warning', 'remove it, or move it into the block it belongs to.'],
    ],
  );
});

test('a line of 1,023 bytes is read whole, one of 1,024 is a problem at the byte where it is cut', () => {
  const comment = (bytes: number): string => `\n#${'x'.repeat(bytes - 1)}\n`;
  assert.deepEqual(parsed(comment(1_023)).found, []);
  assert.deepEqual(parsed(comment(1_024)).found, ['2:1024 keepalived/line-too-long']);
  assert.deepEqual(parsed(`#${'ü'.repeat(600)}`).found, ['1:513 keepalived/line-too-long']);
});

test('an end of line of Windows belongs to no word', () => {
  assert.deepEqual(parsed('instance a\r\ninstance b\r\n').shape, ['instance|a', 'instance|b']);
});

test('spans hold a word with its quotes, and all words of a head', () => {
  const [first] = parsed(' instance "a b" c {\n}').entries;
  assert.ok(first !== undefined);
  const [, quoted] = first.words;
  assert.ok(quoted !== undefined);
  assert.deepEqual(wordSpan('p', quoted), { path: 'p', line: 1, column: 11, endLine: 1, endColumn: 16 });
  assert.deepEqual(entrySpan('p', first), { path: 'p', line: 1, column: 2, endLine: 1, endColumn: 18 });
});

test('the span of a brace without a keyword is the first head that it holds, else the start of the file', () => {
  const spanOf = (text: string) => {
    const [first] = parsed(text).entries;
    assert.ok(first !== undefined);
    const { line, column, endLine, endColumn } = entrySpan('p', first);
    return [line, column, endLine, endColumn];
  };
  assert.deepEqual(spanOf('\n{ a b\n}'), [2, 3, 2, 6]);
  assert.deepEqual(spanOf('\n{ { c } }'), [2, 5, 2, 6]);
  assert.deepEqual(spanOf('\n{ }'), [1, 1, 1, 1]);
});

test('100,000 lines take time in proportion', () => {
  const text = 'vrrp_script a {\n script "/bin/x y" # c\n interval 1\n}\n'.repeat(25_000);
  const started = performance.now();
  assert.equal(parseKeepalived(text, 'k').source.entries.length, 25_000);
  assert.ok(performance.now() - started < 20_000);
});
