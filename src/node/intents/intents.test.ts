import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Fault } from '../../base/fault.ts';
import { addIntent } from './add-intent.ts';
import { inForce, nextEnd, pauseOf } from './in-force.ts';
import { type Intents, readIntents, subjectOf, type Wish } from './intent.ts';
import { mergeIntents } from './merge-intents.ts';

const names = fc.constantFrom('a', 'b');
const wishes: fc.Arbitrary<Wish> = fc.oneof(
  fc.record({
    kind: fc.constant('server-state' as const),
    pool: names,
    server: names,
    state: fc.constantFrom('ready' as const, 'drain' as const, 'maint' as const),
  }),
  fc.record({
    kind: fc.constant('server-weight' as const),
    pool: names,
    server: names,
    weight: fc.option(fc.integer({ min: 0, max: 256 })),
  }),
  fc.record({ kind: fc.constant('vip-holder' as const), vip: names, node: fc.option(names) }),
  fc.record({ kind: fc.constant('pause' as const), node: fc.option(names), paused: fc.boolean() }),
);

/** Few versions, so that many are equal: also those that one node gave twice. */
const intentSets: fc.Arbitrary<Intents> = fc
  .array(
    fc.record({
      wish: wishes,
      who: fc.constantFrom('ann', 'bob'),
      why: fc.constantFrom('', 'disk'),
      at: fc.constant('2026-11-21T08:00:00.000Z'),
      until: fc.option(fc.constantFrom('2026-11-21T09:00:00.000Z', '2026-11-21T10:00:00.000Z')),
      version: fc.record({ counter: fc.integer({ min: 1, max: 3 }), node: names }),
    }),
  )
  .map((all) => all.map((one) => ({ ...one, id: `${one.version.counter}@${one.version.node}` })))
  .map((all) => readIntents([...new Map(all.map((one) => [subjectOf(one), one])).values()], 'a test'));

const AT_8 = Date.parse('2026-11-21T08:00:00.000Z');
const HOUR = 3_600_000;
const drain = { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' } as const;
const ready = { ...drain, state: 'ready' } as const;

test('nodes that merge in any order, and any number of times, want the same', () => {
  fc.assert(
    fc.property(intentSets, intentSets, intentSets, (one, two, three) => {
      assert.deepEqual(mergeIntents(one, two), mergeIntents(two, one));
      assert.deepEqual(
        mergeIntents(mergeIntents(one, two), three),
        mergeIntents(one, mergeIntents(two, three)),
      );
      assert.deepEqual(mergeIntents(one, one), one);
      assert.deepEqual(mergeIntents(mergeIntents(one, two), two), mergeIntents(one, two));
    }),
  );
});

test('a merge keeps each subject once, and forgets none', () => {
  fc.assert(
    fc.property(intentSets, intentSets, (one, two) => {
      const merged = mergeIntents(one, two).map(subjectOf);
      assert.deepEqual(merged, [...new Set([...one, ...two].map(subjectOf))].sort());
    }),
  );
});

test('what an operator asks for wins against all that the node knew', () => {
  fc.assert(
    fc.property(intentSets, wishes, names, (known, wish, node) => {
      const added = addIntent(known, { wish, who: 'ann' }, node, AT_8);
      const mine = added.find((intent) => subjectOf(intent) === subjectOf({ wish }));
      assert.deepEqual({ ...mine?.wish }, { ...wish });
      assert.deepEqual(mergeIntents(known, added), added);
    }),
  );
});

test('intents are the same after they were written and read', () => {
  fc.assert(
    fc.property(intentSets, (intents) => {
      assert.deepEqual(readIntents(JSON.parse(JSON.stringify(intents)), 'a file'), intents);
    }),
  );
});

test('a drain that was taken back does not return with a peer that has not heard of it', () => {
  const before = addIntent([], { wish: drain, who: 'ann' }, 'lb1', AT_8);
  const after = addIntent(before, { wish: ready, who: 'bob' }, 'lb2', AT_8 + 1);
  assert.deepEqual(inForce(mergeIntents(before, after), AT_8 + 2), []);
});

test('an intent that ended does not bring the one before it back', () => {
  const maint = { ...drain, state: 'maint' } as const;
  const before = addIntent([], { wish: maint, who: 'ann' }, 'lb1', AT_8);
  const after = addIntent(before, { wish: drain, who: 'ann', forMs: HOUR }, 'lb1', AT_8);
  assert.deepEqual(inForce(mergeIntents(after, before), AT_8 + 2 * HOUR), []);
});

test('an intent says who, why and until when, and ends then', () => {
  const intents = addIntent([], { wish: drain, who: 'ann', why: 'new disk', forMs: 2 * HOUR }, 'lb1', AT_8);
  assert.deepEqual(intents, [
    {
      id: '1@lb1',
      wish: drain,
      who: 'ann',
      why: 'new disk',
      at: '2026-11-21T08:00:00.000Z',
      until: '2026-11-21T10:00:00.000Z',
      version: { counter: 1, node: 'lb1' },
    },
  ]);
  assert.deepEqual(inForce(intents, AT_8 + 2 * HOUR - 1), intents);
  assert.equal(nextEnd(intents, AT_8), AT_8 + 2 * HOUR);
  assert.deepEqual(inForce(intents, AT_8 + 2 * HOUR), []);
  assert.equal(nextEnd(intents, AT_8 + 2 * HOUR), undefined);
});

test('a pause is of one node or of all', () => {
  const one = addIntent([], { wish: { kind: 'pause', node: 'lb1', paused: true }, who: 'ann' }, 'lb1', AT_8);
  assert.equal(pauseOf(inForce(one, AT_8), 'lb1')?.who, 'ann');
  assert.equal(pauseOf(inForce(one, AT_8), 'lb2'), undefined);
  const all = addIntent([], { wish: { kind: 'pause', node: null, paused: true }, who: 'bob' }, 'lb1', AT_8);
  assert.equal(pauseOf(inForce(all, AT_8), 'lb2')?.who, 'bob');
  const over = addIntent(
    all,
    { wish: { kind: 'pause', node: null, paused: false }, who: 'bob' },
    'lb1',
    AT_8,
  );
  assert.equal(pauseOf(inForce(over, AT_8), 'lb2'), undefined);
});

test('what is no intent is refused whole, with the reason', () => {
  const [good] = addIntent([], { wish: drain, who: 'ann' }, 'lb1', AT_8);
  const bad: [unknown, RegExp][] = [
    [undefined, /list/],
    [{}, /list/],
    [[good, good], /two intents are about one thing/],
    [[{ ...good, id: '2@lb1' }], /id/],
    [[{ ...good, wish: { ...drain, server: 'web1; shutdown' } }], /wish\.server/],
    [
      [{ ...good, wish: { kind: 'server-weight', pool: 'web', server: 'web1', weight: 257 } }],
      /wish\.weight/,
    ],
    [[{ ...good, until: 'tomorrow' }], /until/],
    [[good, { ...good, wish: { kind: 'of the future' } }], /kind/],
  ];
  for (const [value, why] of bad) {
    assert.throws(
      () => readIntents(value, 'lb2'),
      (error) =>
        error instanceof Fault && error.code === 'node/intents-unreadable' && why.test(error.message),
      JSON.stringify(value),
    );
  }
});

test('a reason is one line', () => {
  const [intent] = addIntent([], { wish: drain, who: 'ann', why: ' new\n\tdisk ' }, 'lb1', AT_8);
  assert.equal(intent?.why, 'new disk');
});
