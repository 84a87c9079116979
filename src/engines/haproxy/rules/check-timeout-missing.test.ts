import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { checkTimeoutMissing } from './check-timeout-missing.ts';

const find = (text: string) => checkTimeoutMissing.find(haproxySubject(text));

const pool = (inter: string, lines = '') =>
  `backend b\n option httpchk\n${lines} server a 10.0.0.1:80 check\n server c 10.0.0.2:80 check inter ${inter}\n`;

test('tells the shortest interval of a pool with HTTP checks', () => {
  const findings = find(pool('800'));
  assert.deepEqual(placesOf(findings), ['1:1']);
  assert.equal(
    findings[0]?.message,
    'backend b has no `timeout check`: a health page that takes longer than `inter` (800ms) counts as failed.',
  );
});

test('one second is short, more is not', () => {
  assert.equal(find(pool('1s')).length, 1);
  assert.deepEqual(find(pool('1001')), []);
  assert.deepEqual(find('backend b\n option httpchk\n server a 10.0.0.1:80 check\n'), []);
});

test('says nothing with the timeout, without an HTTP check, or when it is not known', () => {
  assert.deepEqual(find(pool('1s', ' timeout check 3s\n')), []);
  assert.deepEqual(find(pool('1s', ' option tcp-check\n')), []);
  assert.deepEqual(find(pool('"$I"')), []);
  assert.deepEqual(find('backend b\n option httpchk\n server a 10.0.0.1:80 inter 1s\n'), []);
  assert.deepEqual(
    find('backend b\n.if defined(X)\n option httpchk\n.endif\n server a 1.1.1.1:80 check inter 1s\n'),
    [],
  );
});
