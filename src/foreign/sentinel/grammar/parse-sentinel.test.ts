import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSentinel } from './parse-sentinel.ts';

const parse = (text: string) => parseSentinel(text, 's.conf');

test('directives are read with their words and places; `sentinel` is no part of the name', () => {
  const { sentinel, problems } = parse('# x\n\nport 26379\n  SENTINEL Monitor my "10.0.0.1" 6379 2\n');
  assert.deepEqual(problems, []);
  const [port, monitor] = sentinel.directives;
  assert.deepEqual([port?.name, port?.args[0]?.value], ['port', '26379']);
  assert.equal(monitor?.name, 'monitor');
  assert.deepEqual(
    monitor?.args.map(({ value, at }) => [value, at.line, at.column, at.endColumn]),
    [
      ['my', 4, 20, 22],
      ['10.0.0.1', 4, 23, 33],
      ['6379', 4, 34, 38],
      ['2', 4, 39, 40],
    ],
  );
  assert.deepEqual([monitor?.at.column, monitor?.at.endColumn], [3, 40]);
});

test('single quotes hold a word, too, and a hash inside a line is a part of it', () => {
  const { sentinel } = parse("sentinel auth-pass m 'a b'\nrequirepass x#y\n");
  assert.equal(sentinel.directives[0]?.args[1]?.value, 'a b');
  assert.equal(sentinel.directives[1]?.args[0]?.value, 'x#y');
});

test('a quote that is open, or followed by text, is a problem at its line', () => {
  const { sentinel, problems } = parse('  requirepass "abc\nport 1\nrequirepass "a"b\n');
  assert.deepEqual(
    problems.map(({ line, column, code }) => [line, column, code]),
    [
      [1, 3, 'sentinel/unreadable-line'],
      [3, 1, 'sentinel/unreadable-line'],
    ],
  );
  assert.equal(sentinel.directives.length, 1);
});

test('`sentinel` alone has an empty rest', () => {
  assert.deepEqual(parse('sentinel\n').sentinel.directives[0]?.args, []);
});
