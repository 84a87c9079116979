import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseKeepalived } from '../grammar/parse.ts';
import { commandIn } from './command-in.ts';

function commandOf(text: string): string {
  const words = parseKeepalived(`global_defs {\n${text}\n}\n`, 'k').source.entries[0]?.block?.flatMap(
    (entry) => entry.words,
  );
  return commandIn(words ?? []);
}

test('words are parted by one blank, those that touch belong together', () => {
  assert.equal(commandOf('/bin/x   -a  b'), '/bin/x -a b');
  assert.equal(commandOf('/bin/x a"b c"d'), '/bin/x ab cd');
  assert.equal(commandOf('" /bin/x "'), '/bin/x');
  assert.equal(commandOf(''), '');
});

test('a word that begins a line where another ended does not touch it', () => {
  assert.equal(commandOf('ab\n  cd'), 'ab cd');
  assert.equal(commandOf('ab\nc'), 'ab c');
});

test('single quotes around all of it are taken off', () => {
  assert.equal(commandOf(`"'/bin/x y'"`), '/bin/x y');
  assert.equal(commandOf(`"/bin/x 'y'"`), `/bin/x 'y'`);
  assert.equal(commandOf(`"'x' 'y'"`), `'x' 'y'`);
  assert.equal(commandOf(`"'x' y"`), `'x' y`);
});
