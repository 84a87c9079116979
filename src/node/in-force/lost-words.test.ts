import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lostWords } from './lost-words.ts';

const server = { pool: 'web', server: 'web4' };
const leaves = { kind: 'delete', ...server, waitsForRemovable: false } as const;
const empties = { kind: 'empty', ...server, withinMs: 30_000, closeSessions: true } as const;

describe('what a running HAProxy has lost', () => {
  it('is not a server that is out of service and only waits to be deleted', () => {
    assert.deepEqual(lostWords({ steps: [leaves], notes: [] }), []);
  });

  it('is a server that the file does not have and that still serves', () => {
    assert.deepEqual(lostWords({ steps: [empties, leaves], notes: [] }).length, 2);
    assert.match(lostWords({ steps: [empties], notes: [] })[0] ?? '', /web\/web4/);
  });

  it('is what only a reload can mend', () => {
    assert.deepEqual(lostWords({ needsReload: ['a name that is looked up'] }), ['a name that is looked up']);
  });
});
