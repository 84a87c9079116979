import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patroniSubject } from '../../../../tests/support/foreign-subjects.ts';
import { tutorialPassword } from './tutorial-password.ts';

const auth = (password: string, user = 'username: rep') =>
  `postgresql:\n  authentication:\n    replication:\n      ${user}\n      password: ${password}\n`;
const find = (text: string) => tutorialPassword.find(patroniSubject(text));

test('a password of the tutorials is found at its value, which is not repeated', () => {
  const [finding] = find(auth('rep-pass'));
  assert.deepEqual([finding?.at.line, finding?.at.column], [5, 17]);
  assert.equal(
    finding?.message,
    'The password of postgresql.authentication.replication (user rep) is one of those in every tutorial.',
  );
  assert.equal(find(auth('PASSWORD', 'x: y')).length, 1);
  assert.equal(find('restapi:\n  authentication: {username: a, password: 123456}\n').length, 1);
});

test('a password whose section is lost is told without one', () => {
  assert.equal(find('password: secret\n')[0]?.message, 'The password is one of those in every tutorial.');
});

test('the name of the user is no password', () => {
  assert.match(find(auth('rep'))[0]?.message ?? '', / is the user's name\.$/);
});

test('others, and other keys, are left alone', () => {
  assert.deepEqual(find(auth('bu7aeNg6ohch')), []);
  assert.deepEqual(find(auth('')), []);
  assert.deepEqual(find('x:\n  passfile: password\n'), []);
});
