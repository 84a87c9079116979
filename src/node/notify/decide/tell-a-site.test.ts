import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { alert, type Told, tellingNode } from '../../../../tests/support/telling-node.ts';

const SECOND = 1_000;

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
      const node = tellingNode();
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
        const nodes = [tellingNode('lb1'), tellingNode('lb2')];
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

test('a node that is killed at any time and remembers only what it had kept tells each beginning that lasts', () => {
  const lasting = fc.array(fc.constantFrom(true, false), { minLength: 4, maxLength: 10 });
  fc.assert(
    fc.property(lasting, fc.uniqueArray(fc.nat(600), { maxLength: 6 }), (minutes, kills) => {
      const node = tellingNode('lb1', { damp: { changes: 100, withinMs: 60_000 } });
      let kept = node.memory();
      for (let at = 0; at < minutes.length * 60; at += 1) {
        // Killed before what it has decided is kept: nothing of it was sent.
        if (kills.includes(at)) {
          node.look(at * SECOND, minutes[Math.floor(at / 60)] === true ? [alert('a')] : []);
          node.told.splice(node.told.findLastIndex(({ atMs }) => atMs < at * SECOND) + 1);
          node.remember(kept);
          continue;
        }
        const { notices } = node.look(at * SECOND, minutes[Math.floor(at / 60)] === true ? [alert('a')] : []);
        if (notices.length > 0 || at % 10 === 0) kept = node.memory();
      }
      const told = ofKey(node.told, 'a');
      minutes.forEach((isDown, minute) => {
        const isNew = isDown && minutes[minute - 1] !== true;
        if (!isNew) return;
        const heard = told.some(
          ({ at, isResolved }) => !isResolved && at >= minute * 60 && at < minute * 60 + 60,
        );
        assert.ok(heard, `minute ${minute}: ${JSON.stringify(told)}`);
      });
    }),
  );
});
