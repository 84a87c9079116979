import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKeepalived } from './parse.ts';

/** Place, severity, message and remedy of each problem. */
function told(text: string): string[][] {
  return parseKeepalived(text, 'k').problems.map(({ line, column, severity, message, remedy }) => [
    `${line}:${column} ${severity}`,
    message,
    remedy,
  ]);
}

const places = (text: string): string[] =>
  parseKeepalived(text, 'k').problems.map(({ line, column, code }) => `${line}:${column} ${code}`);

test('problems stand in the order of the file, whichever part found them', () => {
  assert.deepEqual(places(`bogus 1\n}\n} }\ninstance "a\n#${'x'.repeat(1_023)}\nbogus "b\n`), [
    '1:1 keepalived/unknown-block',
    '2:1 keepalived/brace-without-block',
    '3:1 keepalived/brace-without-block',
    '3:3 keepalived/brace-without-block',
    '4:10 keepalived/unclosed-quote',
    '5:1024 keepalived/line-too-long',
    '6:1 keepalived/unknown-block',
    '6:7 keepalived/unclosed-quote',
  ]);
});

test('a quote that is not closed is told, with what becomes of it', () => {
  assert.deepEqual(told('instance "a'), [
    [
      '1:10 error',
      'The quote that begins here is not closed on its line: Keepalived drops all that stands behind it, with any brace in it (keepalived -t of 2.2.7 crashes).',
      'Put a " where the text ends; a quoted text cannot go over several lines.',
    ],
  ]);
  assert.deepEqual(places('instance "a\\"'), ['1:10 keepalived/unclosed-quote']);
  assert.deepEqual(places('instance "'), ['1:10 keepalived/unclosed-quote']);
  for (const closed of ['"a"', '""', '"\\""', 'a\\"', '#"'])
    assert.deepEqual(places(`instance ${closed}`), []);
});

test('a keyword that is not known is told with or without its braces', () => {
  assert.deepEqual(told('bogus {\n}\nbogus'), [
    [
      '1:1 warning',
      'No version of Keepalived from 2.0 to 2.3 knows "bogus" outside all blocks: it ignores it and all that stands in its braces, and starts all the same.',
      'remove it, or move it into the block it belongs to.',
    ],
    [
      '3:1 warning',
      'No version of Keepalived from 2.0 to 2.3 knows "bogus" outside all blocks: it ignores it, and starts all the same.',
      'remove it, or move it into the block it belongs to.',
    ],
  ]);
  assert.deepEqual(places('$AB=x\nincluder a\nincludem b\ninclude c'), []);
  assert.deepEqual(places('x$AB=x\nincludex a\nxinclude b'), [
    '1:1 keepalived/unknown-block',
    '2:1 keepalived/unknown-block',
    '3:1 keepalived/unknown-block',
  ]);
});

test('a line that is too long is told with its length, from the byte that is not read', () => {
  assert.deepEqual(told(`\n${'#'.repeat(1_030)}\n#`), [
    [
      '2:1024 error',
      'This line has 1030 bytes; Keepalived reads 1023 and takes the rest, which begins here, for a line of its own, even in a comment.',
      'Break the line in two.',
    ],
  ]);
  assert.deepEqual(places(`$A=${'x'.repeat(600)}\\\n${'y'.repeat(600)}\n`), []);
  assert.deepEqual(places(`instance a #${'x'.repeat(1_020)}`), ['1:1024 keepalived/line-too-long']);
  assert.deepEqual(places(`instance ${'x'.repeat(1_014)}`), []);
});
