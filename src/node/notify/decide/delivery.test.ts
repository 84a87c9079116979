import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { waitAsked } from '../channels/post-json.ts';
import type { Notice, ToldAlert } from './alert.ts';
import { type Delivery, overflow, partsOf, retryDelayMs } from './delivery.ts';

const alert = (key: string, overrides: Partial<ToldAlert> = {}): ToldAlert => ({
  key,
  event: 'vip-moved',
  severity: 'warning',
  about: 'vip/edge',
  code: '',
  title: 'VIP edge moved',
  remedy: '',
  seenOn: [],
  teller: 'sender',
  state: 'firing',
  moment: true,
  flapping: false,
  again: false,
  startedMs: 0,
  endedMs: undefined,
  ...overrides,
});
const notice = (...alerts: ToldAlert[]): Notice => ({
  channel: 'ops',
  site: 'web-edge',
  node: 'lb1',
  atMs: 0,
  alerts,
});

test('attempts are further and further apart, at most five minutes, never sooner than asked', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.double({ min: 0, max: 1, noNaN: true }), (tries, chance) => {
      const delay = retryDelayMs(tries, chance);
      assert.ok(delay >= 500 && delay <= 300_000);
      assert.ok(retryDelayMs(tries + 1, chance) >= delay);
    }),
  );
  assert.equal(retryDelayMs(0, 0, 60_000), 60_000);
});

test('a wait is asked for in seconds or as a date, and never longer than an hour', () => {
  assert.equal(waitAsked('7', 0), 7_000);
  assert.equal(waitAsked('Thu, 01 Jan 1970 00:00:30 GMT', 10_000), 20_000);
  assert.equal(waitAsked('Thu, 01 Jan 1970 00:00:30 GMT', 60_000), 0);
  assert.equal(waitAsked('999999999', 0), 3_600_000);
  assert.equal(waitAsked('soon', 0), undefined);
});

test('PagerDuty gets one alert a message, and people no end of what did not last', () => {
  const both = notice(alert('a', { state: 'resolved' }), alert('b', { state: 'resolved', moment: false }));
  assert.deepEqual(
    partsOf(both, 'pagerduty').map(({ alerts }) => alerts.length),
    [1, 1],
  );
  assert.deepEqual(
    partsOf(both, 'slack').map(({ alerts }) => alerts.map(({ key }) => key)),
    [['b']],
  );
  assert.deepEqual(partsOf(notice(alert('a', { state: 'resolved' })), 'email'), []);
  assert.deepEqual(partsOf(both, 'webhook'), [both]);
});

test('of a channel with too much on its way the oldest go; other channels keep theirs', () => {
  const queue = ['x', 'ops', 'ops', 'ops'].map(
    (channel, index): Delivery => ({
      id: String(index),
      notice: { ...notice(alert('a')), channel },
      queuedMs: 0,
      tries: 0,
      nextMs: 0,
    }),
  );
  assert.deepEqual(
    overflow(queue, 'ops', 2).map(({ id }) => id),
    ['1'],
  );
  assert.deepEqual(overflow(queue, 'x', 2), []);
});
