import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentsReconnectByForce } from './agents-reconnect-by-force.ts';

const find = (text: string) => agentsReconnectByForce.find(ossecSubject(text));

test('each hour and less', () => {
  const findings = find(`<client><force_reconnect_interval>1h</force_reconnect_interval></client>`);
  assert.deepEqual(placesOf(findings), ['1:35']);
  assert.match(findings[0]?.message ?? '', /each 1h, although nothing is wrong/);
});

test('seconds have no unit', () => {
  const findings = find(`<client><force_reconnect_interval>600</force_reconnect_interval></client>`);
  assert.deepEqual(placesOf(findings), ['1:35']);
  assert.match(findings[0]?.message ?? '', /each 600/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(find(`<client><force_reconnect_interval>0</force_reconnect_interval></client>`), []);
  assert.deepEqual(find(`<client><force_reconnect_interval>x</force_reconnect_interval></client>`), []);
  assert.deepEqual(find(`<client/>`), []);
});

test('is advice where it happens seldom', () => {
  assert.deepEqual(
    find(`<client><force_reconnect_interval>1d</force_reconnect_interval></client>`).map(
      ({ severity }) => severity,
    ),
    ['info'],
  );
});
