import assert from 'node:assert/strict';
import { it } from 'node:test';
import { standInDoor } from '../../../tests/support/stand-in-door.ts';
import type { JournalEvent } from '../../node/journal/record.ts';
import { followAll } from './follow-events.ts';

const event = (seq: number): JournalEvent => ({ seq, at: '', kind: 'x', text: '', fields: {} });

it('a node that is lost is told of once, tried again, and gives what happened meanwhile', async () => {
  const stop = new AbortController();
  const asked: (number | undefined)[] = [];
  const told: string[] = [];
  const seen: number[] = [];
  async function* followEvents(from: number | undefined) {
    asked.push(from);
    await Promise.resolve();
    if (asked.length === 1) {
      yield event(7);
      throw new Error('ECONNRESET');
    }
    yield event(from ?? 0);
  }
  await followAll(
    [{ node: 'lb1', door: standInDoor('lb1', { followEvents }) }],
    new Map([['lb1', 6]]),
    stop.signal,
    {
      onEvent: ({ seq }) => {
        seen.push(seq);
        if (seq === 8) stop.abort();
      },
      onTrouble: (sentence) => told.push(sentence),
    },
  );
  assert.deepEqual(asked, [7, 8]);
  assert.deepEqual(seen, [7, 8]);
  assert.deepEqual(told, ['lb1 does not answer; tried again every second: ECONNRESET', 'lb1 answers again.']);
});
