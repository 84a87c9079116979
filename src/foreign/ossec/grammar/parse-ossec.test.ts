import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseOssec } from './parse-ossec.ts';
import type { OssecElement } from './source.ts';

const parse = (text: string) => parseOssec(text, 'ossec.conf');
const shape = (elements: readonly OssecElement[]): unknown =>
  elements.map(({ name, text, children }) =>
    children.length === 0 ? [name, text.trim()] : [name, shape(children)],
  );
const places = (text: string) =>
  parse(text).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

test('several elements at the top, attributes, comments with -- and values with & and < are read', () => {
  const { ossec, problems } = parse(
    '<!-- a -- b -->\n<ossec_config>\n  <a x="1" y=\'2\'>p & q < r &lt; s</a><b/>\n</ossec_config>\n<Ossec_Config>\n <c>1<!-- 2 -->3</c>\n</Ossec_Config>\n',
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(shape(ossec.elements), [
    [
      'ossec_config',
      [
        ['a', 'p & q < r < s'],
        ['b', ''],
      ],
    ],
    ['ossec_config', [['c', '13']]],
  ]);
  assert.deepEqual(ossec.elements[0]?.children[0]?.attributes, [
    { name: 'x', value: '1' },
    { name: 'y', value: '2' },
  ]);
});

test('every element knows where its tag and its text stand', () => {
  const [root] = parse('<a>\r\n  <b>\n    one\n  </b>\n</a>').ossec.elements;
  const [child] = root?.children ?? [];
  assert.deepEqual(root?.at, { path: 'ossec.conf', line: 1, column: 1, endLine: 1, endColumn: 4 });
  assert.deepEqual(child?.at, { path: 'ossec.conf', line: 2, column: 3, endLine: 2, endColumn: 6 });
  assert.deepEqual(child?.textAt, { path: 'ossec.conf', line: 3, column: 5, endLine: 3, endColumn: 8 });
  assert.deepEqual(root?.textAt, root?.at, 'no text: the tag');
});

test('what a document leaves to its reader is text', () => {
  const { ossec, problems } = parse('<a><b><HAPROXY_ADDRESS></b><c><HOST>:1514</c></a>');
  assert.deepEqual(problems, []);
  assert.deepEqual(shape(ossec.elements), [
    [
      'a',
      [
        ['b', '<HAPROXY_ADDRESS>'],
        ['c', '<HOST>:1514'],
      ],
    ],
  ]);
});

test('what Wazuh refuses is a problem with its place, and reading goes on', () => {
  assert.deepEqual(places('</x>\n<a>\n  <b>1\n</a>\n<c>\n'), [
    '1:1 </x> closes nothing: Wazuh refuses the whole file.',
    '3:3 <b> is never closed: Wazuh refuses the whole file.',
    '5:1 <c> is never closed: Wazuh refuses the whole file.',
  ]);
  assert.deepEqual(places('<a/>\n<!-- b\n<c>'), [
    '2:1 This comment is never closed: the rest of the file is a part of it, and Wazuh does not start.',
  ]);
  const { ossec } = parse('<a><b>1</a><c>2</c>');
  assert.deepEqual(shape(ossec.elements), [
    ['a', [['b', '1']]],
    ['c', '2'],
  ]);
});

test('a \\< in a regular expression, <? and a lone < begin nothing', () => {
  assert.deepEqual(shape(parse('<?xml version="1.0"?><a>\\<b> <? 1 <2 < ></a>').ossec.elements), [
    ['a', '\\<b> <? 1 <2 < >'],
  ]);
});

test('a well-formed tree of any depth is read as it was written, without a problem', () => {
  const word = fc.stringMatching(/^[a-z][a-z_-]{0,8}$/);
  const value = fc.stringMatching(/^[ -%'-;=?-[\]-~]{0,12}$/);
  const leaf = fc.tuple(word, value, fc.constant<unknown[]>([]));
  const inner = fc.tuple(word, value, fc.array<unknown>(leaf, { maxLength: 3 }));
  const tree = fc.tuple(word, value, fc.array<unknown>(fc.oneof(leaf, inner), { maxLength: 3 }));
  const print = ([name, text, children]: [string, string, unknown[]]): string =>
    `<${name}>${text}${children.map((child) => print(child as [string, string, unknown[]])).join('\n')}</${name}>`;
  const plain = ({ name, text, children }: OssecElement): unknown => [
    name,
    text.replaceAll('\n', ''),
    children.map(plain),
  ];
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 3 }), (trees) => {
      const { ossec, problems } = parse(trees.map(print).join('\n'));
      assert.deepEqual(problems, []);
      assert.deepEqual(ossec.elements.map(plain), trees);
    }),
  );
});

test('a deep file and many quotes that are never closed cost no more than their length', () => {
  const deep = '<a>'.repeat(100_000) + '</a>'.repeat(100_000);
  assert.deepEqual(parse(deep).problems, []);
  assert.deepEqual(parse('<a b="'.repeat(50_000)).ossec.elements, []);
});
