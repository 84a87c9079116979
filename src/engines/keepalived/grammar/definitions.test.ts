import assert from 'node:assert/strict';
import { test } from 'node:test';
import { substitute } from './definitions.ts';

function put(text: string, values: Readonly<Record<string, string>> = {}, open: readonly string[] = []) {
  const { value, isOpen } = substitute(text, {
    values: new Map(Object.entries(values)),
    open: new Set(open),
  });
  return [value, isOpen];
}

test('a name in braces is put in anywhere, one without only before a blank or the end', () => {
  assert.deepEqual(put('a${X}b$X', { X: '1' }), ['a1b1', false]);
  assert.deepEqual(put('$X $X/24', { X: '1' }), ['1 $X/24', false]);
  assert.deepEqual(put('$X_1 ${X2}', { X_1: 'a', X2: 'b' }), ['a b', false]);
  assert.deepEqual(put('$1 ${2} $', {}), ['$1 ${2} $', false]);
});

test('a name that is not defined, or not known, stays and is marked', () => {
  assert.deepEqual(put('${X}'), ['${X}', true]);
  assert.deepEqual(put('${X}', { X: '1' }, ['X']), ['${X}', true]);
  assert.deepEqual(put('${Y}${X}', { X: '1' }), ['${Y}1', true]);
  assert.deepEqual(put('${X}${Y}', { X: '${Z}', Y: '2' }), ['${Z}2', true]);
});

test('the signs of a comment have names of their own', () => {
  assert.deepEqual(put('${_HASH}${_BANG}', { _HASH: 'x' }), ['#!', false]);
});

test('sequences, lists and random numbers are not known', () => {
  assert.deepEqual(put('~SEQ(A,1,2)'), ['~SEQ(A,1,2)', true]);
  assert.deepEqual(put('~SEQx(A,1,2)'), ['~SEQx(A,1,2)', true]);
  assert.deepEqual(put('~LST({A},{1})'), ['~LST({A},{1})', true]);
  assert.deepEqual(put('a${_RANDOM 1 9}'), ['a${_RANDOM 1 9}', true]);
  assert.deepEqual(put('a~SEQ(A,1,2)'), ['a~SEQ(A,1,2)', false]);
  assert.deepEqual(put('a~LST(A)'), ['a~LST(A)', false]);
});

test('definitions name others up to ten deep; a circle is not known', () => {
  const chain = (length: number): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length }, (_, index) => [`V${index}`, index + 1 < length ? `\${V${index + 1}}` : 'end']),
    );
  assert.deepEqual(put('${V0}', chain(10)), ['end', false]);
  assert.deepEqual(put('${V0}', chain(11)), ['${V10}', true]);
  assert.deepEqual(put('${A}', { A: '${B}', B: '${A}' })[1], true);
});
