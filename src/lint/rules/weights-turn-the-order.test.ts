import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { weightsTurnTheOrder } from './weights-turn-the-order.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  weightsTurnTheOrder.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/weights-turn-the-order', () => {
  const weighted = (weight: number): KeepalivedLines => ({
    track: `track_script {\n    chk weight ${weight}\n  }`,
  });

  it('names bases and sums', () => {
    const findings = find({ state: 'MASTER' }, weighted(20));
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:13:12']);
    assert.equal(
      findings[0]?.message,
      'lb1 has the highest priority for VIP 10.0.0.100, 100, and comes to 100 with its tracks while all is well; lb2 comes from 90 to 110 and holds it.',
    );
  });

  it('needs the sum to be above', () => {
    assert.deepEqual(find({}, weighted(10)), []);
    assert.equal(find({}, weighted(11)).length, 1);
  });

  it('is content with equal weights, negative ones, equal priorities and what is not known', () => {
    assert.deepEqual(find(weighted(20), weighted(20)), []);
    assert.deepEqual(find({}, weighted(-20)), []);
    assert.deepEqual(find({ priority: 90 }, weighted(20)), []);
    assert.deepEqual(find({ priority: 300 }, weighted(20)), []);
  });
});
