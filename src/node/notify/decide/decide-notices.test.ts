import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alert, tellingNode } from '../../../../tests/support/telling-node.ts';
import type { Moment } from './alert.ts';

const SECOND = 1_000;

test('what begins within the time of a group is told together, and its end too', () => {
  const node = tellingNode();
  node.look(0, [alert('a')]);
  node.look(2 * SECOND, [alert('a'), alert('b')]);
  assert.equal(node.look(3 * SECOND, [alert('a'), alert('b')]).nextMs, 5 * SECOND);
  assert.deepEqual(node.told, []);
  node.look(5 * SECOND, [alert('a'), alert('b')]);
  node.look(20 * SECOND, [alert('a')]);
  node.look(25 * SECOND, [alert('a')]);
  assert.deepEqual(node.words(), ['a firing, b firing', 'b resolved']);
});

test('what lasts is told once, and again when its time has come', () => {
  const node = tellingNode();
  for (let at = 0; at <= 7_300 * SECOND; at += 10 * SECOND) node.look(at, [alert('a')]);
  assert.deepEqual(node.words(), ['a firing', 'a firing again', 'a firing again']);
});

test('what began and ended before it could be told is told, its beginning first', () => {
  const node = tellingNode();
  node.look(0, [alert('a')]);
  node.look(SECOND, []);
  node.look(5 * SECOND, []);
  assert.deepEqual(node.words(), ['a firing', 'a resolved']);
});

test('what gets worse is told once more', () => {
  const node = tellingNode();
  for (const at of [0, 5, 10]) node.look(at * SECOND, [alert('a')]);
  for (const at of [20, 25, 30]) node.look(at * SECOND, [alert('a', { severity: 'critical' })]);
  assert.deepEqual(node.words(), ['a firing', 'a firing again']);
});

test('a channel hears only what it asked for', () => {
  const node = tellingNode('lb1', { groupMs: 0, events: ['no-holder'], minSeverity: 'critical' });
  const vip = alert('vip', { event: 'no-holder', severity: 'critical' });
  node.look(0, [alert('a', { severity: 'critical' }), alert('b', { event: 'no-holder' }), vip]);
  assert.deepEqual(node.words(), ['vip firing']);
});

test('what comes and goes is told as flapping once, and its state when it is stable', () => {
  const node = tellingNode();
  for (let at = 0; at < 600; at += 1)
    node.look(at * SECOND, Math.floor(at / 7) % 2 === 0 ? [alert('a')] : []);
  const before = node.words();
  assert.ok(before.length <= 5, before.join('\n'));
  assert.equal(before.at(-1)?.includes('flapping'), true);
  for (let at = 600; at < 700; at += 1) node.look(at * SECOND, []);
  assert.deepEqual(node.words().slice(before.length), ['a resolved']);
  assert.deepEqual(node.memory().tracked, {});
});

test('a node that is not the sender tells nothing, and all that is so when it becomes the sender', () => {
  const node = tellingNode('lb2');
  for (let at = 0; at < 60; at += 1) node.look(at * SECOND, [alert('a')], false);
  assert.deepEqual(node.told, []);
  for (let at = 60; at < 70; at += 1) node.look(at * SECOND, [alert('a'), alert('b')]);
  assert.deepEqual(node.words(), ['a firing, b firing']);
  node.look(80 * SECOND, []);
  node.look(85 * SECOND, []);
  assert.deepEqual(node.words().slice(1), ['a resolved, b resolved']);
});

test('what the former sender told and what has ended since is resolved by the next', () => {
  const node = tellingNode('lb2');
  for (let at = 0; at < 60; at += 1) node.look(at * SECOND, [alert('a')], false);
  for (let at = 60; at < 70; at += 1) node.look(at * SECOND, []);
  assert.deepEqual(node.words(), ['a resolved']);
});

test('what only this node knows is told by it, whoever is the sender', () => {
  const node = tellingNode('lb2');
  const own = alert('apply', { teller: 'witness' });
  for (const at of [0, 5]) node.look(at * SECOND, [own, alert('a')], false);
  assert.deepEqual(node.words(), ['apply firing']);
});

test('what happened is told each time, the same thing seen twice once', () => {
  const node = tellingNode();
  const moved = (what: string, atMs: number): Moment => ({
    ...alert('moved', { event: 'vip-moved' }),
    what,
    atMs,
  });
  node.look(0, [], true, [moved('lb1 > lb2', 0), moved('lb1 > lb2', 10)]);
  node.look(5 * SECOND, []);
  node.look(40 * SECOND, [], true, [moved('lb2 > lb1', 40 * SECOND)]);
  for (const at of [45, 340, 345, 400]) node.look(at * SECOND, []);
  assert.deepEqual(node.words(), ['moved firing', 'moved firing', 'moved resolved']);
  assert.deepEqual(node.memory().tracked, {});
});
