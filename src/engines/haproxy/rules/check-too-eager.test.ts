import assert from 'node:assert/strict';
import { test } from 'node:test';
import { haproxySubject, placesOf } from '../../../../tests/support/lint-subjects.ts';
import { checkTooEager } from './check-too-eager.ts';

const find = (text: string) => checkTooEager.find(haproxySubject(text));

const pool = (words: string) =>
  `backend b\n default-server ${words}\n server a 10.0.0.1:80\n server c 10.0.0.2:80\n`;

test('tells `fall 1` where it stands, once', () => {
  const findings = find(pool('check fall 1'));
  assert.deepEqual(placesOf(findings), ['2:23']);
  assert.equal(
    findings[0]?.message,
    'With `fall 1` a single failed check, such as a lost packet, takes server a of backend b out.',
  );
  assert.equal(findings[0].severity, undefined);
});

test('checks that all fall into one second are advice', () => {
  const [finding, ...others] = find(pool('check inter 400ms'));
  assert.deepEqual(others, []);
  assert.equal(finding?.severity, 'info');
  assert.equal(
    finding.message,
    '400ms between checks and `fall 3` take server a of backend b out after 800ms of failures: a short pause of the server is enough.',
  );
  assert.deepEqual([finding.at.line, finding.at.column, finding.at.endColumn], [2, 23, 34]);
});

test('half a second, or a second in all, is enough', () => {
  assert.equal(find(pool('check inter 499ms')).length, 1);
  assert.deepEqual(find(pool('check inter 500ms fall 2')), []);
  assert.deepEqual(find(pool('check inter 250ms fall 5')), []);
  assert.equal(find(pool('check inter 249ms fall 5')).length, 1);
  assert.deepEqual(find(pool('check fall 2')), []);
});

test('says nothing of a single server, without a check, or when it is not known', () => {
  assert.deepEqual(find('backend b\n server a 10.0.0.1:80 check fall 1\n'), []);
  assert.deepEqual(find(pool('fall 1')), []);
  assert.deepEqual(find(pool('check fall "$F"')), []);
  assert.deepEqual(find(pool('check inter "$I"')), []);
});
