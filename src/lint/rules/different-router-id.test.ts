import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { differentRouterId } from './different-router-id.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  differentRouterId.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/different-router-id', () => {
  it('names both ids and both places', () => {
    const findings = find({}, { routerId: 52 });
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:12:21']);
    assert.equal(
      findings[0]?.message,
      'The VIP 10.0.0.100 has virtual_router_id 52 on lb2 and 51 on lb1 (lb1/keepalived.conf:12): neither hears the other, and both hold it.',
    );
  });

  it('is content with one id, and with two ids of two VIPs', () => {
    assert.deepEqual(find({}, {}), []);
    assert.deepEqual(find({}, { routerId: 52, vips: ['10.0.0.101/24'] }), []);
  });

  it('sees a VIP that is one of several', () => {
    const findings = find(
      { vips: ['10.0.0.100/24', '10.0.0.101/24'] },
      { routerId: 52, vips: ['10.0.0.101/24'] },
    );
    assert.equal(findings.length, 1);
  });
});
