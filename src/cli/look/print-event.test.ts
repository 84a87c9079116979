import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { paint } from '../paint.ts';
import { mergeEvents, type NodeEvent, printEvent } from './print-event.ts';

const event = (node: string, seq: number, at: string, text = 'something'): NodeEvent => ({
  node,
  seq,
  at: `2026-01-02T03:${at}.000Z`,
  kind: 'vip-moved',
  text,
  fields: {},
});

it('journals are one by time, and the events of a node keep their order when its clock goes back', () => {
  const merged = mergeEvents([
    [event('lb1', 1, '00:05'), event('lb1', 2, '00:01'), event('lb1', 3, '00:09')],
    [event('lb2', 1, '00:02'), event('lb2', 2, '00:07')],
  ]);
  assert.deepEqual(
    merged.map(({ node, seq }) => `${node} ${seq}`),
    ['lb2 1', 'lb1 1', 'lb1 2', 'lb2 2', 'lb1 3'],
  );
});

it('no journal is put out of its order, and no event is lost', () => {
  const journal = fc.array(fc.integer({ min: 0, max: 59 }), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(journal, { maxLength: 4 }), (journals) => {
      const events = journals.map((seconds, node) =>
        seconds.map((at, index) => event(`lb${node}`, index + 1, `00:${String(at).padStart(2, '0')}`)),
      );
      const merged = mergeEvents(events);
      assert.equal(merged.length, events.flat().length);
      for (const one of events)
        assert.deepEqual(
          merged.filter(({ node }) => node === one[0]?.node),
          one,
        );
    }),
  );
});

it('an event is one line, and its text steers no terminal', () => {
  assert.equal(
    printEvent(event('lb1', 8, '12:45', 'lb1 took\nedge \u001b[2J'), paint(false), 4),
    '2026-01-02 03:12:45.000  lb1   #8      vip-moved         lb1 took edge ?[2J\n',
  );
});
