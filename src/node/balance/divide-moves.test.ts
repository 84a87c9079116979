import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { divideMoves } from './divide-moves.ts';

const counts = fc.dictionary(fc.constantFrom('m1', 'm2', 'm3'), fc.nat(500));

describe('moves divided over nodes', () => {
  it('are in proportion to what each node has', () => {
    assert.deepEqual(divideMoves({ m1: 30 }, { lb1: { m1: 200 }, lb2: { m1: 100, m2: 9 } }), {
      lb1: { m1: 20 },
      lb2: { m1: 10 },
    });
  });

  it('are all given out as long as there are sessions, and no node gives more than it has', () => {
    fc.assert(
      fc.property(counts, fc.dictionary(fc.constantFrom('lb1', 'lb2', 'lb3'), counts), (moves, nodes) => {
        const parts = divideMoves(moves, nodes);
        for (const [server, wanted] of Object.entries(moves)) {
          const has = Object.values(nodes).reduce((sum, one) => sum + (one[server] ?? 0), 0);
          const given = Object.values(parts).reduce((sum, one) => sum + (one[server] ?? 0), 0);
          assert.equal(given, Math.min(wanted, has));
        }
        for (const [node, part] of Object.entries(parts))
          for (const [server, count] of Object.entries(part))
            assert.ok(count <= (nodes[node]?.[server] ?? 0) && count > 0);
      }),
    );
  });
});
