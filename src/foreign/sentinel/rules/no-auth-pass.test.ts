import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentinelSubject } from '../../../../tests/support/foreign-subjects.ts';
import { noAuthPass } from './no-auth-pass.ts';

const find = (text: string) => noAuthPass.find(sentinelSubject(text));

test('a master without a password is found at its monitor', () => {
  const [finding, ...others] = find(
    'sentinel monitor a 10.0.0.1 1 2\nsentinel monitor b 10.0.0.1 2 2\nsentinel auth-pass a x\n',
  );
  assert.deepEqual([finding?.at.line, others.length], [2, 0]);
  assert.match(finding?.remedy ?? '', /sentinel auth-pass b /);
});

test('a password of its own is enough', () => {
  assert.deepEqual(find('sentinel monitor a 10.0.0.1 1 2\nsentinel auth-pass a x\n'), []);
  assert.deepEqual(find('requirepass x\n'), []);
});
