import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { bothMasters } from './both-masters.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) => bothMasters.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/both-masters', () => {
  it('stands at the second one', () => {
    const findings = find({ state: 'MASTER' }, { state: 'MASTER' });
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:10:9']);
    assert.equal(
      findings[0]?.message,
      'lb2 has state MASTER for VIP 10.0.0.100, and so has lb1 (lb1/keepalived.conf:10).',
    );
  });

  it('is content with one or none', () => {
    assert.deepEqual(find({ state: 'MASTER' }, {}), []);
    assert.deepEqual(find({}, { state: 'MASTER' }), []);
    assert.deepEqual(find({}, {}), []);
  });

  it('is content with a master for each of two VIPs', () => {
    assert.deepEqual(
      find({ state: 'MASTER' }, { state: 'MASTER', vips: ['10.0.0.101/24'], routerId: 52 }),
      [],
    );
  });
});
