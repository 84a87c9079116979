import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { vipOutsideSubnet } from './vip-outside-subnet.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  vipOutsideSubnet.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/vip-outside-subnet', () => {
  it('names the network and the address outside it', () => {
    const findings = find({ vips: ['10.9.0.100/24'] }, { vips: ['10.9.0.100/24'] });
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:20:5', 'lb2/keepalived.conf:20:5']);
    assert.equal(
      findings[0]?.message,
      'VIP 10.9.0.100/24 belongs to 10.9.0.0/24, but lb1 sends its adverts on eth0 from 10.0.0.11, which is outside it.',
    );
  });

  it('sees a prefix that is too narrow', () => {
    assert.equal(find({ vips: ['10.0.0.100/28'] }, {}).length, 1);
    assert.deepEqual(find({ vips: ['10.0.0.9/28'] }, {}), []);
    assert.equal(find({ vips: ['10.0.0.100/30'] }, {}).length, 1);
    assert.deepEqual(find({ vips: ['10.0.0.100/31'] }, {}), []);
  });

  it('is silent for /32, another interface, another family, and without a source', () => {
    assert.deepEqual(find({ vips: ['10.9.0.100'] }, {}), []);
    assert.deepEqual(find({ vips: ['10.9.0.100/32'] }, {}), []);
    assert.deepEqual(find({ vips: ['10.9.0.100/24 dev eth1'] }, {}), []);
    assert.equal(find({ vips: ['10.9.0.100/24 dev eth0'] }, {}).length, 1);
    assert.deepEqual(find({ vips: ['10.9.0.100/24'], peers: [] }, {}), []);
    const v6 = (vip: string): KeepalivedLines => ({ vips: [vip], source: 'fd00::1', peers: ['fd00::2'] });
    assert.deepEqual(find(v6('fd00::100/64'), {}), []);
    assert.equal(find(v6('fd01::100/64'), {}).length, 1);
    assert.deepEqual(find(v6('fd01::100/128'), {}), []);
  });
});
