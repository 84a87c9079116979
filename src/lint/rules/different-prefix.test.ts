import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { differentPrefix } from './different-prefix.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  differentPrefix.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/different-prefix', () => {
  it('names both lengths', () => {
    const findings = find({}, { vips: ['10.0.0.100/25'] });
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:20:5']);
    assert.equal(
      findings[0]?.message,
      'VIP 10.0.0.100 is /25 on lb2 and /24 on lb1 (lb1/keepalived.conf:20): a failover changes the routes of the node.',
    );
  });

  it('knows what no prefix means', () => {
    assert.match(find({}, { vips: ['10.0.0.100'] })[0]?.message ?? '', /is \/32 on lb2 and \/24 on lb1/);
    assert.deepEqual(find({ vips: ['10.0.0.100/32'] }, { vips: ['10.0.0.100'] }), []);
    const v6 = (vip: string): KeepalivedLines => ({ vips: [vip], peers: [] });
    assert.deepEqual(find(v6('fd00::1/128'), v6('fd00::1')), []);
    assert.equal(find(v6('fd00::1/64'), v6('fd00::1')).length, 1);
  });

  it('is content with equal ones', () => {
    assert.deepEqual(find({}, {}), []);
  });
});
