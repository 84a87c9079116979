import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedText } from '../../../../tests/support/fixed-text.ts';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { retriesWithoutRedispatch } from './retries-without-redispatch.ts';

const find = (text: string) => retriesWithoutRedispatch.find(haproxySubject(text));

const POOL = 'backend b\n server a 10.0.0.1:80 check\n server c 10.0.0.2:80 check\n';

test('tells the retries line once, however many pools inherit it', () => {
  const findings = find(`defaults\n retries 3\n${POOL}${POOL.replace('b\n', 'd\n')}`);
  assert.deepEqual(placesOf(findings), ['2:2']);
  assert.equal(
    findings[0]?.message,
    'backend b tries 3 times more on the same server when a connection fails, although it has 2 servers.',
  );
  assert.equal(findings[0].severity, undefined);
  assert.match(find(`defaults\n retries 1\n${POOL}`)[0]?.message ?? '', /tries once more/);
});

test("HAProxy's own three retries are told at the pool", () => {
  const [finding, ...others] = find(`defaults\n${POOL}`);
  assert.deepEqual(others, []);
  assert.deepEqual([finding?.at.line, finding?.at.column, finding?.at.endColumn], [2, 1, 10]);
  assert.match(finding?.message ?? '', /^backend b tries 3 times more \(HAProxy's default\)/);
  assert.equal(finding?.fix, undefined);
});

test('its fix stands before the line, with its indent, and leaves nothing to find', () => {
  const text = `defaults\n\tretries 3 # as ever\n${POOL}`;
  const fixed = fixedText(text, find(text));
  assert.equal(fixed, `defaults\n\toption redispatch\n\tretries 3 # as ever\n${POOL}`);
  assert.deepEqual(find(fixed), []);
});

test('says nothing where somebody thought of it, or nothing is tried again', () => {
  for (const lines of [
    'retries 3\n option redispatch',
    'retries 3\n no option redispatch',
    'retries 0',
    'retries "$N"',
  ])
    assert.deepEqual(find(`defaults\n ${lines}\n${POOL}`), [], lines);
  assert.deepEqual(find(`defaults\n retries 3\n${POOL} option redispatch 1\n`), []);
});

test('says nothing of a single server or a piece of a configuration', () => {
  assert.deepEqual(find('defaults\n retries 3\nbackend b\n server a 10.0.0.1:80\n'), []);
  assert.deepEqual(find(`${POOL} retries 3\n`), []);
});
