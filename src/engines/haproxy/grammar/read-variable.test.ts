import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfVariable } from './read-variable.ts';

/** What of the text is the variable; undefined when HAProxy refuses it. */
function variableOf(text: string, end = text.length): string | undefined {
  const behind = endOfVariable(text, 0, end);
  return behind === undefined ? undefined : text.slice(0, behind);
}

test('a bare name ends where no letter, digit, _ or . follows', () => {
  assert.equal(variableOf('$AB_1.c-d'), '$AB_1.c');
  assert.equal(variableOf('$_'), '$_');
  assert.equal(variableOf('$.a}'), '$.a');
  assert.equal(variableOf('$AB', 2), '$A');
  assert.equal(endOfVariable('x $AB y', 2, 7), 5);
});

test('a name in braces ends with its brace, which must be there', () => {
  assert.equal(variableOf('${A}b}'), '${A}');
  assert.equal(variableOf('${A'), undefined);
  assert.equal(variableOf('${A b}'), undefined);
  assert.equal(variableOf('${A}', 3), undefined);
});

test('braces may hold a default, and [*] for all words of a value', () => {
  assert.equal(variableOf('${A-b c}d}'), '${A-b c}');
  assert.equal(variableOf('${A-}'), '${A-}');
  assert.equal(variableOf('${A[*]}x'), '${A[*]}');
  assert.equal(variableOf('${A[*]-b}x'), '${A[*]-b}');
  assert.equal(variableOf('${A[1]}'), undefined);
  assert.equal(variableOf('${A-b'), undefined);
  assert.equal(variableOf('${A-b}', 5), undefined);
  assert.equal(variableOf('${A-b}', 6), '${A-b}');
});

test('a name begins with a letter, _ or .', () => {
  for (const text of ['$', '$1', '$-', '${', '${}', '${1}', '$ A', '${-b}']) {
    assert.equal(variableOf(text), undefined, text);
  }
  assert.equal(variableOf('$A', 1), undefined);
});
