import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { heard, NOW, nodeObservation, siteFacts } from '../../../tests/support/a-node-observation.ts';
import { composeView } from './compose-view.ts';
import { findChanges, isSettled } from './find-changes.ts';
import { type HolderMemory, NO_MEMORY, recallHolders } from './holder-memory.ts';
import { rememberHolders } from './remember-holders.ts';
import { hearPeer, type PeerWord, type SiteFacts } from './site-facts.ts';
import type { SiteView } from './site-view.ts';

/** What a daemon sees and tells from cycle to cycle. */
function daemon(seenBy: 'lb1' | 'lb2') {
  let memory: HolderMemory = NO_MEMORY;
  let before: SiteView | undefined;
  return (own: boolean, peer: { here: boolean; madeMs: number; heardMs?: number }, nowMs: number) => {
    const other = seenBy === 'lb1' ? 'lb2' : 'lb1';
    const word: PeerWord = heard(
      nodeObservation(other, peer.here, {}, NOW + peer.madeMs),
      NOW + (peer.heardMs ?? peer.madeMs),
    );
    const facts: SiteFacts = siteFacts({
      seenBy,
      own: nodeObservation(seenBy, own, {}, NOW + nowMs),
      peers: { [other]: word },
      nowMs: NOW + nowMs,
    });
    memory = rememberHolders(memory, facts);
    const view = composeView({ ...facts, intents: [], apply: undefined, since: memory });
    const all = isSettled(view) ? findChanges(before, view) : [];
    const changes = all.filter(({ kind }) => kind.startsWith('vip-'));
    if (isSettled(view)) before = view;
    return {
      holders: view.vips['edge']!.holders.map(({ node }) => node),
      formerly: (view.vips['edge']!.formerly ?? []).map(({ node }) => node),
      verdict: view.verdict,
      since: view.holderSince['edge'],
      events: changes.map(({ text }) => text),
      others: all.length - changes.length,
    };
  };
}

describe('who holds a VIP, from looks at different moments', () => {
  it('is the standby that took over, although the last word of the dead holder says otherwise', () => {
    const look = daemon('lb2');
    look(false, { here: true, madeMs: 0 }, 0);
    const taken = look(true, { here: true, madeMs: 500, heardMs: 600 }, 700);
    assert.deepEqual(taken.holders, ['lb2']);
    assert.deepEqual(taken.formerly, ['lb1']);
    assert.deepEqual(taken.events, ['edge moved from lb1 to lb2']);
    assert.equal(taken.since, new Date(NOW + 700).toISOString());
    const later = look(true, { here: true, madeMs: 500, heardMs: 600 }, 9_000);
    assert.deepEqual([later.holders, later.verdict, later.events], [['lb2'], 'serving', []]);
  });

  it('is two nodes only when the former holder was seen with it after the other had it', () => {
    const look = daemon('lb2');
    look(false, { here: true, madeMs: 0 }, 0);
    // Heard after the takeover, made before.
    assert.deepEqual(look(true, { here: true, madeMs: 600, heardMs: 750 }, 700).holders, ['lb2']);
    assert.deepEqual(look(true, { here: true, madeMs: 600, heardMs: 750 }, 800).holders, ['lb2']);
    const split = look(true, { here: true, madeMs: 1_600, heardMs: 1_650 }, 1_700);
    assert.deepEqual(split.holders, ['lb1', 'lb2']);
    assert.deepEqual(split.events, ['lb1 and lb2 hold edge at once']);
    const over = look(true, { here: false, madeMs: 2_600 }, 2_700);
    assert.deepEqual([over.holders, over.events], [['lb2'], ['lb2 holds edge']]);
  });

  it('is not nobody when the standby was seen without it only before the holder let go', () => {
    const look = daemon('lb1');
    look(true, { here: false, madeMs: 0 }, 0);
    const gone = look(false, { here: false, madeMs: 300 }, 500);
    assert.deepEqual([gone.holders, gone.verdict, gone.events], [[], 'unknown', []]);
    const moved = look(false, { here: true, madeMs: 900 }, 1_000);
    assert.deepEqual([moved.holders, moved.events], [['lb2'], ['edge moved from lb1 to lb2']]);
    // Neither the verdict nor redundancy was ever in doubt for long enough to be told.
    assert.equal(moved.others, 0);
  });

  it('is nobody once every node was seen without it afterwards', () => {
    const look = daemon('lb1');
    look(true, { here: false, madeMs: 0 }, 0);
    look(false, { here: false, madeMs: 300 }, 500);
    const none = look(false, { here: false, madeMs: 900 }, 1_000);
    assert.deepEqual([none.verdict, none.events], ['down', ['nobody holds edge; lb1 had it last']]);
    assert.deepEqual(look(false, { here: true, madeMs: 1_900 }, 2_000).events, [
      'edge moved from lb1 to lb2',
    ]);
  });

  it('notices two holders also when the clock of one is hours behind', () => {
    const look = daemon('lb2');
    const behind = -7_200_000;
    look(false, { here: true, madeMs: behind, heardMs: 0 }, 0);
    look(true, { here: true, madeMs: behind + 900, heardMs: 900 }, 1_000);
    const split = look(true, { here: true, madeMs: behind + 3_100, heardMs: 3_100 }, 3_200);
    assert.deepEqual(split.holders, ['lb1', 'lb2']);
  });

  it('is told nothing anew when a peer was not heard for a while and is as it was', () => {
    const look = daemon('lb2');
    look(false, { here: true, madeMs: 0 }, 0);
    assert.equal(look(false, { here: true, madeMs: 0 }, 8_000).verdict, 'unknown');
    assert.deepEqual(look(false, { here: true, madeMs: 9_000 }, 9_000).events, []);
  });
});

describe('after a restart', () => {
  it('the journal tells who held a VIP last, and since when', () => {
    const at = '2026-01-09T00:00:00.000Z';
    const move = (from: string, to: string, since: string | null) => ({
      kind: 'vip-moved',
      fields: { vip: 'edge', from, to, since },
    });
    const first = move('lb1', 'lb2', '2026-01-01T00:00:00.000Z');
    const memory = recallHolders([first, { kind: 'applied', fields: {} }, move('lb2', 'lb1', at)]);
    assert.deepEqual(memory.last, { edge: { node: 'lb1', at } });
    assert.deepEqual(rememberHolders(memory, siteFacts()).last, { edge: { node: 'lb1', at } });
    // Nobody saw when: no time is told.
    assert.deepEqual(recallHolders([first, move('lb2', 'lb1', null)]).last, {
      edge: { node: 'lb1', at: undefined },
    });
  });

  it('a move that nobody saw is told, without a time', () => {
    const recalled: HolderMemory = {
      claims: {},
      last: { edge: { node: 'lb2', at: '2026-01-01T00:00:00.000Z' } },
    };
    const since = rememberHolders(recalled, siteFacts());
    const view = composeView({ ...siteFacts(), intents: [], apply: undefined, since });
    assert.deepEqual(
      findChanges(undefined, view, recalled).map(({ kind, fields }) => [kind, fields]),
      [['vip-moved', { vip: 'edge', from: 'lb2', to: 'lb1', since: null }]],
    );
    assert.deepEqual(view.holderSince, {});
    assert.deepEqual(findChanges(undefined, view, since), []);
  });
});

describe('a peer that was asked', () => {
  const first = nodeObservation('lb2', false);

  it('grows old when it answers the same again and again', () => {
    const word = hearPeer(
      hearPeer(undefined, { observation: first }, 100),
      { observation: { ...first } },
      9_000,
    );
    assert.equal(word.heardAtMs, 100);
    assert.equal(hearPeer(word, { observation: { ...first, atMs: NOW + 1 } }, 9_500).heardAtMs, 9_500);
  });

  it('keeps its last word, and the reason of a failure until it answers', () => {
    const word = hearPeer(hearPeer(undefined, { observation: first }, 100), { why: 'refused' }, 200);
    assert.deepEqual([word.observation?.node, word.heardAtMs, word.why], ['lb2', 100, 'refused']);
    assert.equal(hearPeer(word, { observation: first }, 300).why, undefined);
    assert.equal(hearPeer(undefined, { why: 'refused' }, 200).observation, undefined);
  });
});
