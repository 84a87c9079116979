import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { hardStopTooSoon } from './hard-stop-too-soon.ts';

const find = (text: string) => hardStopTooSoon.find(haproxySubject(text));

const stop = (time: string) => find(`global\n hard-stop-after ${time}\n`);

test('tells how soon sessions are cut', () => {
  const findings = stop('30');
  assert.deepEqual(placesOf(findings), ['2:18']);
  assert.equal(
    findings[0]?.message,
    '30ms after a reload the old process is killed with all sessions that still run.',
  );
});

test('five seconds are enough', () => {
  assert.equal(stop('4999ms').length, 1);
  assert.deepEqual(stop('5s'), []);
  assert.deepEqual(stop('"$T"'), []);
  assert.deepEqual(find('global\n.if defined(X)\n hard-stop-after 1s\n.endif\n'), []);
});
