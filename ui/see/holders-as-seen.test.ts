import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { nodeWord, pageSite } from '../../tests/support/page-site.ts';
import { VIEW_AT } from '../../tests/support/site-view.ts';
import { holdersAsSeen } from './holders-as-seen.ts';

describe('who holds a VIP', () => {
  it('is told as each node sees it, with the age of that', () => {
    const [edge] = holdersAsSeen(pageSite(), VIEW_AT);
    assert.equal(edge?.tone, 'good');
    assert.deepEqual(
      edge.says.map(({ by, holder, ageMs, isOld }) => ({ by, holder, ageMs, isOld })),
      ['lb1', 'lb2'].map((by) => ({ by, holder: 'lb1', ageMs: 300, isOld: false })),
    );
  });

  it('is not well when a node says another thing', () => {
    const words = { lb1: nodeWord(), lb2: nodeWord({ holders: { edge: [{ node: 'lb2', ageMs: 0 }] } }) };
    const [edge] = holdersAsSeen(pageSite({ words }), VIEW_AT);
    assert.equal(edge?.tone, 'warn');
    assert.deepEqual(
      edge.says.map(({ isOther }) => isOther),
      [false, true],
    );
  });

  it('shows what a silent node said last as old', () => {
    const words = { lb1: nodeWord(), lb2: nodeWord({ why: 'nobody listens there' }) };
    const [edge] = holdersAsSeen(pageSite({ words }), VIEW_AT);
    assert.deepEqual(
      edge?.says.map(({ isOld }) => isOld),
      [false, true],
    );
  });
});
