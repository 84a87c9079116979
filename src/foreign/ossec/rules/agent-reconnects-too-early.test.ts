import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ossecSubject } from '../../../../tests/support/foreign-subjects.ts';
import { placesOf } from '../../../../tests/support/lint-subjects.ts';
import { agentReconnectsTooEarly } from './agent-reconnects-too-early.ts';

const find = (text: string) => agentReconnectsTooEarly.find(ossecSubject(text));

test('not longer', () => {
  const findings = find(`<client><notify_time>60</notify_time><time-reconnect>60</time-reconnect></client>`);
  assert.deepEqual(placesOf(findings), ['1:54']);
  assert.match(
    findings[0]?.message ?? '',
    /time-reconnect is 60 s and a keepalive comes every 60 s: the agent takes 180 s/,
  );
});

test('than the default', () => {
  const findings = find(`<client><time-reconnect>15</time-reconnect></client>`);
  assert.deepEqual(placesOf(findings), ['1:25']);
  assert.match(findings[0]?.message ?? '', /every 20 s: the agent takes 60 s/);
});

test('says nothing otherwise', () => {
  assert.deepEqual(
    find(`<client><notify_time>10</notify_time><time-reconnect>60</time-reconnect></client>`),
    [],
  );
  assert.deepEqual(find(`<client><time-reconnect>x</time-reconnect></client>`), []);
  assert.deepEqual(find(`<client/>`), []);
});
