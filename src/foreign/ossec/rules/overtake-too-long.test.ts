import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { overtakeTooLong } from './overtake-too-long.ts';

const find = (text: string) => overtakeTooLong.find(ossecSubject(text));

test('0 is for ever', () => {
  const findings = find(`<remote><connection_overtake_time>0</connection_overtake_time></remote>`);
  assert.deepEqual(placesOf(findings), ['1:35']);
  assert.match(findings[0]?.message ?? '', /until the kernel finds/);
});

test('more than the default', () => {
  const findings = find(`<remote><connection_overtake_time>300</connection_overtake_time></remote>`);
  assert.deepEqual(placesOf(findings), ['1:35']);
  assert.match(findings[0]?.message ?? '', /for 300 s/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(find(`<remote><connection_overtake_time>60</connection_overtake_time></remote>`), []);
  assert.deepEqual(find(`<remote><connection_overtake_time>1</connection_overtake_time></remote>`), []);
  assert.deepEqual(find(`<remote><connection_overtake_time>x</connection_overtake_time></remote>`), []);
  assert.deepEqual(find(`<remote/>`), []);
});
