import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentSlowFailover } from './agent-slow-failover.ts';

const find = (text: string) => agentSlowFailover.find(ossecSubject(text));

test('tries times interval', () => {
  const findings = find(
    `<client><server><address>a</address><max_retries>30</max_retries></server><server><address>b</address></server></client>`,
  );
  assert.deepEqual(placesOf(findings), ['1:50']);
  assert.match(findings[0]?.message ?? '', /tries a 30 times, 10 s apart, before the next server: 300 s/);
});

test('by the interval alone', () => {
  const findings = find(
    `<client><server><address>a</address><retry_interval>60</retry_interval></server><server><address>b</address></server></client>`,
  );
  assert.deepEqual(placesOf(findings), ['1:53']);
  assert.match(findings[0]?.message ?? '', /5 times, 60 s apart/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(
      `<client><server><address>a</address><max_retries>12</max_retries></server><server><address>b</address></server></client>`,
    ),
    [],
  );
  assert.deepEqual(
    find(`<client><server><address>a</address><max_retries>99</max_retries></server></client>`),
    [],
  );
  assert.deepEqual(
    find(`<client><server><address>a</address></server><server><address>b</address></server></client>`),
    [],
  );
});
