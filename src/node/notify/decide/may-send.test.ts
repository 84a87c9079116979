import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { aSiteView, type Scene } from '../../../../tests/support/a-site-view.ts';
import { maySend } from './may-send.ts';

/** Who sends when each node sees the same scene, but for the peers it does not hear. */
function senders(scene: Scene, deaf: Readonly<Record<string, readonly string[]>> = {}): string[] {
  const nodes = scene.nodes ?? ['lb1', 'lb2'];
  return nodes.filter((node) =>
    maySend(aSiteView({ ...scene, away: [...(scene.away ?? []), ...(deaf[node] ?? [])] }, node), node),
  );
}

test('the holder sends, whichever node it is', () => {
  assert.deepEqual(senders({ holders: ['lb1'] }), ['lb1']);
  assert.deepEqual(senders({ holders: ['lb2'] }), ['lb2']);
});

test('of two holders that hear each other the first sends', () => {
  assert.deepEqual(senders({ holders: ['lb1', 'lb2'] }), ['lb1']);
});

test('a node with the address whose Keepalived is not MASTER is no holder', () => {
  assert.deepEqual(senders({ holders: ['lb1', 'lb2'], masters: ['lb2'] }), ['lb2']);
});

test('a holder that was seen long ago is no holder', () => {
  assert.deepEqual(senders({ holders: ['lb2'], ageMs: 60_000 }), ['lb1']);
});

test('without a holder the first node that answers sends', () => {
  assert.deepEqual(senders({ holders: [] }), ['lb1']);
  assert.equal(maySend(aSiteView({ holders: [], away: ['lb1'] }, 'lb2'), 'lb2'), true);
});

test('nodes that do not hear each other both send', () => {
  const apart = { lb1: ['lb2'], lb2: ['lb1'] };
  for (const holders of [['lb1'], ['lb2'], ['lb1', 'lb2'], []]) {
    assert.deepEqual(senders({ holders }, apart), ['lb1', 'lb2'], holders.join());
  }
});

test('when only one hears the other, somebody sends', () => {
  assert.deepEqual(senders({ holders: ['lb1'] }, { lb2: ['lb1'] }), ['lb1', 'lb2']);
  assert.deepEqual(senders({ holders: ['lb2'] }, { lb2: ['lb1'] }), ['lb2']);
});

test('a view in which the node itself does not stand is none to rely on', () => {
  assert.equal(maySend(aSiteView(), 'lb9'), true);
});

test('whoever hears whom, somebody sends; when all hear all, one does', () => {
  const nodes = ['a', 'b', 'c', 'd'];
  const some = fc.subarray(nodes);
  const hearing = fc.record({ a: some, b: some, c: some, d: some });
  fc.assert(
    fc.property(some, some, hearing, (holders, masters, deaf) => {
      const withoutSelf = Object.fromEntries(
        Object.entries(deaf).map(([node, peers]) => [node, peers.filter((peer) => peer !== node)]),
      );
      assert.ok(senders({ nodes, holders, masters }, withoutSelf).length > 0);
      assert.equal(senders({ nodes, holders, masters }).length, 1);
    }),
  );
});
