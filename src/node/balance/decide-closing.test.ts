import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { webSite } from '../../../tests/support/web-site.ts';
import type { ServerFacts } from '../../engines/haproxy/server-facts.ts';
import type { Pool } from '../../site/site.ts';
import { type DownMemory, decideClosing } from './decide-closing.ts';

const [first] = webSite().pools;
assert.ok(first?.check);
const pool: Pool = {
  ...first,
  name: 'events',
  onDown: 'close-if-others-up',
  check: { ...first.check, everyMs: 1_000, rise: 2 },
};
const sessions = { m1: { sessions: 9, counted: 9 }, m2: { sessions: 9, counted: 4 } };

function facts(
  states: Readonly<Record<string, ServerFacts['state']>>,
  lastCheck = 'L7OK in 1 ms',
): ServerFacts[] {
  return Object.entries(states).map(([server, state]) => ({
    pool: 'events',
    server,
    state,
    sessions: 9,
    lastCheck: state === 'down' ? 'L7TOUT in 500 ms' : lastCheck,
  }));
}

/** What is decided at these moments, one look after the other. */
function looks(...seen: readonly (readonly [atMs: number, facts: readonly ServerFacts[]])[]) {
  let memory: DownMemory = {};
  return seen.map(([atMs, now]) => {
    const decided = decideClosing(pool, now, sessions, memory, atMs);
    memory = decided.memory;
    return decided;
  });
}

describe('sessions of a server that is down', () => {
  it('are closed when it stays down for as long as the others are checked again', () => {
    const down = facts({ m1: 'down', m2: 'up' });
    const decided = looks([0, down], [999, down], [1_000, down]);
    assert.deepEqual(
      decided.map(({ close }) => close),
      [[], [], ['m1']],
    );
  });

  it('are left alone when it comes back in time, and the time begins anew', () => {
    const down = facts({ m1: 'down', m2: 'up' });
    const decided = looks([0, down], [500, facts({ m1: 'up', m2: 'up' })], [1_200, down]);
    assert.deepEqual(decided.at(-1)?.close, []);
  });

  it('are never closed when all servers are down at once, which is told', () => {
    const all = facts({ m1: 'down', m2: 'down' });
    const decided = looks([0, all], [60_000, all]);
    assert.deepEqual(
      decided.map(({ close, isAllDown }) => [close, isAllDown]),
      [
        [[], true],
        [[], true],
      ],
    );
  });

  it('are left alone while the others fail their checks too, though they are not called down yet', () => {
    const failing = facts({ m1: 'down', m2: 'up' }, 'L4TOUT in 500 ms');
    const decided = looks([0, failing], [60_000, failing]);
    assert.deepEqual(decided.at(-1)?.close, []);
    assert.equal(decided.at(-1)?.isAllDown, false);
  });

  it('wait for those that come back one by one after all were down', () => {
    const all = facts({ m1: 'down', m2: 'down' });
    const one = facts({ m1: 'down', m2: 'up' });
    const decided = looks([0, all], [10_000, all], [10_500, one], [12_000, one], [20_000, one]);
    assert.deepEqual(
      decided.map(({ close }) => close),
      [[], [], [], [], ['m1']],
    );
  });

  it('are not closed because an operator has taken it out', () => {
    const decided = looks([0, facts({ m1: 'maint', m2: 'up' })], [60_000, facts({ m1: 'drain', m2: 'up' })]);
    assert.deepEqual(decided.at(-1)?.close, []);
  });
});
