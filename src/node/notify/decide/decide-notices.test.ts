import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Channel } from '../../../site/channel.ts';
import type { Alert, Moment, Notice } from './alert.ts';
import { type ChannelMemory, decideNotices, NOTHING_TOLD } from './decide-notices.ts';

const CHANNEL: Channel = {
  name: 'ops',
  to: { kind: 'command', argv: ['/bin/true'] },
  events: undefined,
  minSeverity: 'warning',
  groupMs: 5_000,
  repeatMs: 3_600_000,
  damp: { changes: 4, withinMs: 60_000 },
  timeoutMs: 1_000,
  ca: undefined,
};

const alert = (key: string, overrides: Partial<Alert> = {}): Alert => ({
  key,
  event: 'server-down',
  severity: 'warning',
  about: key,
  code: '',
  title: `${key} is down`,
  remedy: '',
  seenOn: [],
  teller: 'sender',
  ...overrides,
});

interface Told {
  readonly atMs: number;
  readonly node: string;
  readonly words: string;
}

/** A node that looks once a second and keeps its memory as JSON, as the disk does. */
function aNode(name = 'lb1', channel = CHANNEL) {
  let memory: ChannelMemory = NOTHING_TOLD;
  const told: Told[] = [];
  const words = ({ alerts }: Notice) =>
    alerts
      .map(
        ({ key, state, flapping, again }) =>
          `${key} ${state}${flapping ? ' flapping' : ''}${again ? ' again' : ''}`,
      )
      .join(', ');
  return {
    told,
    words: () => told.map((one) => one.words),
    memory: () => memory,
    look(atMs: number, conditions: readonly Alert[], maySend = true, moments: readonly Moment[] = []) {
      const look = { site: 'web-edge', node: name, nowMs: atMs, conditions, moments, maySend };
      const decision = decideNotices(channel, memory, look);
      memory = JSON.parse(JSON.stringify(decision.memory)) as ChannelMemory;
      told.push(...decision.notices.map((notice) => ({ atMs, node: name, words: words(notice) })));
      return decision;
    },
  };
}

const SECOND = 1_000;

test('what begins within the time of a group is told together, and its end too', () => {
  const node = aNode();
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
  const node = aNode();
  for (let at = 0; at <= 7_300 * SECOND; at += 10 * SECOND) node.look(at, [alert('a')]);
  assert.deepEqual(node.words(), ['a firing', 'a firing again', 'a firing again']);
});

test('what began and ended before it could be told is told, its beginning first', () => {
  const node = aNode();
  node.look(0, [alert('a')]);
  node.look(SECOND, []);
  node.look(5 * SECOND, []);
  assert.deepEqual(node.words(), ['a firing', 'a resolved']);
});

test('what gets worse is told once more', () => {
  const node = aNode();
  for (const at of [0, 5, 10]) node.look(at * SECOND, [alert('a')]);
  for (const at of [20, 25, 30]) node.look(at * SECOND, [alert('a', { severity: 'critical' })]);
  assert.deepEqual(node.words(), ['a firing', 'a firing again']);
});

test('a channel hears only what it asked for', () => {
  const node = aNode('lb1', { ...CHANNEL, groupMs: 0, events: ['no-holder'], minSeverity: 'critical' });
  const vip = alert('vip', { event: 'no-holder', severity: 'critical' });
  node.look(0, [alert('a', { severity: 'critical' }), alert('b', { event: 'no-holder' }), vip]);
  assert.deepEqual(node.words(), ['vip firing']);
});

test('what comes and goes is told as flapping once, and its state when it is stable', () => {
  const node = aNode();
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
  const node = aNode('lb2');
  for (let at = 0; at < 60; at += 1) node.look(at * SECOND, [alert('a')], false);
  assert.deepEqual(node.told, []);
  for (let at = 60; at < 70; at += 1) node.look(at * SECOND, [alert('a'), alert('b')]);
  assert.deepEqual(node.words(), ['a firing, b firing']);
  node.look(80 * SECOND, []);
  node.look(85 * SECOND, []);
  assert.deepEqual(node.words().slice(1), ['a resolved, b resolved']);
});

test('what the former sender told and what has ended since is resolved by the next', () => {
  const node = aNode('lb2');
  for (let at = 0; at < 60; at += 1) node.look(at * SECOND, [alert('a')], false);
  for (let at = 60; at < 70; at += 1) node.look(at * SECOND, []);
  assert.deepEqual(node.words(), ['a resolved']);
});

test('what only this node knows is told by it, whoever is the sender', () => {
  const node = aNode('lb2');
  const own = alert('apply', { teller: 'witness' });
  for (const at of [0, 5]) node.look(at * SECOND, [own, alert('a')], false);
  assert.deepEqual(node.words(), ['apply firing']);
});

test('what happened is told each time, the same thing seen twice once', () => {
  const node = aNode();
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

/** Whether each of three things is so, for each second. */
const history = fc.array(fc.subarray(['a', 'b', 'c']), { minLength: 1, maxLength: 200 });

/** The second in which each stretch of `key` begins, and the one in which it is over. */
function stretches(seconds: readonly (readonly string[])[], key: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  seconds.forEach((now, at) => {
    if (!now.includes(key)) return;
    const last = found.at(-1);
    if (last !== undefined && last.to === at) last.to = at + 1;
    else found.push({ from: at, to: at + 1 });
  });
  return found;
}

function ofKey(told: readonly Told[], key: string) {
  return told.flatMap(({ atMs, words }) =>
    words
      .split(', ')
      .filter((word) => word.startsWith(`${key} `))
      .map((word) => ({
        at: atMs / SECOND,
        isResolved: word.includes('resolved'),
        isFlapping: word.includes('flapping'),
      })),
  );
}

test('each beginning is told, nothing ends before it was told, and flapping is bounded', () => {
  fc.assert(
    fc.property(history, (seconds) => {
      const node = aNode();
      const quiet = Array.from({ length: 150 }, () => [] as string[]);
      [...seconds, ...quiet].forEach((now, at) =>
        node.look(
          at * SECOND,
          now.map((key) => alert(key)),
        ),
      );
      for (const key of ['a', 'b', 'c']) {
        const told = ofKey(node.told, key);
        const ends = stretches(seconds, key);
        const isDamped = (second: number) =>
          told.some(({ isFlapping, at }) => isFlapping && at <= second + 6) &&
          told.some(({ at, isFlapping }) => !isFlapping && at > second);
        for (const { from } of ends) {
          const heard = told.some(({ at, isResolved }) => !isResolved && at >= from && at <= from + 6);
          assert.ok(heard || isDamped(from), `${key} at ${from}: ${JSON.stringify(told)}`);
        }
        // The last word is that it is over, and it is said after its beginning.
        if (ends.length > 0) assert.equal(told.at(-1)?.isResolved, true);
        told.forEach(({ isResolved }, index) => {
          if (isResolved) assert.equal(told[index - 1]?.isResolved, false);
        });
        // At most four changes one by one in a minute, that it flaps, and how it ended.
        const minutes = (seconds.length + quiet.length) / 60;
        assert.ok(told.length <= Math.ceil(minutes) * 6 + 1, JSON.stringify(told));
      }
      assert.deepEqual(node.memory().tracked, {});
    }),
  );
});

test('whoever is the sender and whichever node dies, the site tells each beginning that lasts', () => {
  const turns = fc.array(fc.constantFrom('lb1', 'lb2', 'both'), { minLength: 20, maxLength: 60 });
  fc.assert(
    fc.property(
      turns,
      fc.integer({ min: 0, max: 500 }),
      fc.constantFrom('lb1', 'lb2'),
      (senders, diesAt, dies) => {
        const nodes = [aNode('lb1'), aNode('lb2')];
        const from = 40;
        const end = senders.length * 20;
        for (let at = 0; at < end; at += 1) {
          const isDead = at >= diesAt;
          for (const [index, node] of nodes.entries()) {
            const name = `lb${index + 1}`;
            if (isDead && name === dies) continue;
            const turn = senders[Math.floor(at / 20)];
            const maySend = turn === 'both' || turn === name || isDead;
            node.look(at * SECOND, at >= from ? [alert('a')] : [], maySend);
          }
        }
        const told = nodes.flatMap((node) => ofKey(node.told, 'a'));
        assert.ok(
          told.some(({ at }) => at >= from),
          'it was told',
        );
      },
    ),
  );
});
