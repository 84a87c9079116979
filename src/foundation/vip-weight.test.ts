import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decideWeight, type VipFacts } from './vip-weight.ts';

const MANUAL = { healthyWeight: 100, holderWeight: 50, failback: 'manual' } as const;
const AUTOMATIC = { ...MANUAL, failback: 'automatic' } as const;
const HEALTHY: VipFacts = { healthy: true, here: false, bonus: null, settling: false };

describe('decideWeight', () => {
  it('is 0 for a sick node, whatever else holds', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.constantFrom(true, false, null), fc.boolean(), (here, bonus, settling) => {
        assert.equal(decideWeight(MANUAL, { healthy: false, here, bonus, settling }), 0);
      }),
    );
  });

  it('lets the holder keep the VIP when fail-back is manual', () => {
    assert.equal(decideWeight(MANUAL, { ...HEALTHY, here: true }), 150);
    assert.equal(decideWeight(MANUAL, HEALTHY), 100);
  });

  it('gives no bonus for holding when fail-back is automatic', () => {
    assert.equal(decideWeight(AUTOMATIC, { ...HEALTHY, here: true }), 100);
  });

  it('keeps a node that has just become healthy below the others until its delay is over', () => {
    assert.equal(decideWeight(AUTOMATIC, { ...HEALTHY, settling: true }), 50);
    // It may have taken the VIP before it heard its peer, who has kept it.
    assert.equal(decideWeight(AUTOMATIC, { ...HEALTHY, settling: true, here: true }), 50);
    assert.equal(decideWeight(MANUAL, { ...HEALTHY, settling: true }), 100);
  });

  it('moves the VIP to the node that gets the bonus, by priority alone', () => {
    const priorities = { lb1: 40, lb2: 30 };
    const holder = priorities.lb1 + decideWeight(MANUAL, { ...HEALTHY, here: true, bonus: false });
    const target = priorities.lb2 + decideWeight(MANUAL, { ...HEALTHY, bonus: true });
    assert.ok(target > holder);
  });

  it('stays positive for a healthy node, since 0 means sick', () => {
    const low = { healthyWeight: 10, holderWeight: 50, failback: 'automatic' } as const;
    assert.equal(decideWeight(low, { ...HEALTHY, settling: true }), 1);
  });
});
