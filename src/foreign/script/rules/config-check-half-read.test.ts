import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptSubject } from '../../../../tests/support/foreign-subjects.ts';
import { configCheckHalfRead } from './config-check-half-read.ts';

const find = (text: string) => configCheckHalfRead.find(scriptSubject(text, 'haproxy-service'));

test('a comparison with 1 alone is found at the test', () => {
  const [finding] = find('H=/usr/sbin/haproxy\n$H -c -f x >/dev/null\nif [ $? -eq 1 ]; then\nexit 1\nfi\n');
  assert.deepEqual([finding?.at.line, finding?.at.column, finding?.at.endColumn], [3, 4, 16]);
  assert.equal(find('haproxy -c -f x\n[[ $? == 1 ]] && exit 1\n').length, 1);
  assert.equal(find('haproxy -c -f x\ntest $? -eq 1 && exit 1\n').length, 1);
});

test('other comparisons and other commands are fine', () => {
  assert.deepEqual(find('haproxy -c -f x\nif [ $? -ne 0 ]; then exit 1; fi\n'), []);
  assert.deepEqual(find('if ! haproxy -c -f x; then exit 1; fi\n'), []);
  assert.deepEqual(find('haproxy -f x\n[ $? -eq 1 ] && exit 1\n'), []);
  assert.deepEqual(find('haproxy -c -f x\necho\n[ $? -eq 1 ] && exit 1\n'), []);
  assert.deepEqual(find('haproxy -c -f x\n[ $? -eq 10 ] && exit 1\n'), []);
});
