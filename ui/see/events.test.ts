import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pageEvent } from '../../tests/support/page-site.ts';
import { filterEvents, foldEvents, MOST_EVENTS, mergeEvents } from './events.ts';

const texts = (events: readonly { text: string }[]) => events.map(({ text }) => text);

describe('events of all nodes', () => {
  it('stand in one list by time, each once', () => {
    const first = pageEvent('a', 0);
    const second = pageEvent('b', 10, { node: 'lb2', seq: 1 });
    const known = mergeEvents([], [first, second]);
    assert.equal(mergeEvents(known, [first]), known);
    assert.deepEqual(texts(mergeEvents(known, [pageEvent('between', 5)])), ['a', 'between', 'b']);
  });

  it('are no more than a page can hold, the newest', () => {
    const many = Array.from({ length: MOST_EVENTS + 5 }, (_, index) => pageEvent('x', index));
    const kept = mergeEvents([], many);
    assert.equal(kept.length, MOST_EVENTS);
    assert.equal(kept.at(-1), many.at(-1));
  });

  it('are one line when several nodes tell of the same, and two when one node tells twice', () => {
    const moved = pageEvent('vip-moved', 0);
    const same = pageEvent('vip-moved', 400, { node: 'lb2', seq: 7 });
    assert.deepEqual(
      foldEvents([moved, same]).map(({ by }) => by),
      [['lb1', 'lb2']],
    );
    assert.equal(foldEvents([moved, pageEvent('vip-moved', 500)]).length, 2);
    assert.equal(foldEvents([moved, pageEvent('vip-moved', 9_000, { node: 'lb2' })]).length, 2);
  });

  it('are found by words, node and sort', () => {
    const told = foldEvents([
      pageEvent('vip-moved', 0, { text: 'edge moved from lb1 to lb2' }),
      pageEvent('server-down', 1, { text: 'web/web1 is down', node: 'lb2' }),
    ]);
    const count = (text: string, node = '', group: '' | 'VIPs' | 'servers' = '') =>
      filterEvents(told, { text, node, group }).length;
    assert.deepEqual([count(''), count('EDGE to'), count('nothing')], [2, 1, 0]);
    assert.deepEqual([count('', 'lb2'), count('', '', 'VIPs'), count('', 'lb1', 'servers')], [1, 1, 0]);
  });
});
