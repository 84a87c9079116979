import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { secretMark } from '../../secret-mark.ts';
import { printKeepalived } from './print.ts';
import { isWritable, quoteWord } from './quote-word.ts';
import { block, entry } from './tree.ts';

/** Keepalived's plain tokenizer: double quotes without escapes, `#` and `!` begin a comment outside them. */
function keepalivedWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|[#!].*|[^\s"{}#!]+|[{}]/g)]
    .map(([all, quoted]) => quoted ?? all)
    .filter((word) => !/^[#!]/.test(word) || line.includes(`"${word}"`));
}

test('any writable text is printed as exactly one word', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(isWritable(text));
      assert.deepEqual(keepalivedWords(`key ${quoteWord(text)}`), ['key', text]);
    }),
  );
});

test('what quotes cannot hold is told apart', () => {
  for (const text of ['a"b', 'a\nb', 'a$HOME', 'a${X}', '~SEQ(1,2)', '@host', 'a\0']) {
    assert.equal(isWritable(text), false, text);
  }
  for (const text of ['pa$ #ss', 'a{b}', 'ümlaut', '!x', "it's", '100$']) {
    assert.equal(isWritable(text), true, text);
  }
});

test('blocks nest with their origins', () => {
  const inner = block(
    'vips/edge/address',
    ['virtual_ipaddress'],
    [entry('vips/edge/address', '10.0.0.1/24')],
  );
  const printed = printKeepalived([block('vips/edge', ['vrrp_instance', 'edge'], [inner])]);
  assert.equal(
    printed.text,
    'vrrp_instance edge {\n    virtual_ipaddress {\n        10.0.0.1/24\n    }\n}\n',
  );
  assert.equal(printed.origins[2], 'vips/edge/address');
});

test('blocks stand apart, a line that is given as it is stands where it was, secrets are marks', () => {
  const secret = { file: '/a' };
  const printed = printKeepalived([
    { raw: '# first', origin: 'a' },
    { raw: '# second', origin: 'b' },
    entry('c', 'router_id', 'x'),
    block(
      'd',
      ['vrrp_instance', 'y'],
      [{ raw: '# within', origin: 'e' }, entry('f', 'auth_pass', { secret })],
    ),
  ]);
  const lines = printed.text.split('\n');
  assert.deepEqual(lines.slice(0, 7), [
    '# first',
    '# second',
    '',
    'router_id x',
    '',
    'vrrp_instance y {',
    '# within',
  ]);
  assert.equal(lines[7], `    auth_pass ${secretMark(secret)}`);
  assert.deepEqual(printed.origins.slice(0, 9), ['a', 'b', undefined, 'c', undefined, 'd', 'e', 'f', 'd']);
  assert.deepEqual(printed.secrets, [secret]);
  assert.equal(printKeepalived([entry('c', 'a')]).text, 'a\n');
});
