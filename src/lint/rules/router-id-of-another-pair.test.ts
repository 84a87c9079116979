import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { routerIdOfAnotherPair } from './router-id-of-another-pair.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  routerIdOfAnotherPair.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/router-id-of-another-pair', () => {
  const alone: KeepalivedLines = { peers: [] };
  const other: KeepalivedLines = { peers: [], vips: ['10.0.0.200/24'] };

  it('names the two VIPs and the id', () => {
    const findings = find(alone, other);
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:12:21']);
    assert.equal(
      findings[0]?.message,
      'VIP 10.0.0.200 on lb2 and VIP 10.0.0.100 on lb1 (lb1/keepalived.conf:12) have the same virtual_router_id 51 on one network: the nodes take each other for the same virtual router.',
    );
  });

  it('is content with another id, another network, or unicast', () => {
    assert.deepEqual(find(alone, { ...other, routerId: 52 }), []);
    assert.deepEqual(find(alone, { ...other, vips: ['10.0.1.200/24'] }), []);
    assert.deepEqual(find({}, { vips: ['10.0.0.200/24'] }), []);
    assert.deepEqual(find(alone, { vips: ['10.0.0.200/24'] }), []);
  });

  it('needs one prefix that tells the network', () => {
    assert.deepEqual(find({ peers: [], vips: ['10.0.0.100'] }, { peers: [], vips: ['10.0.0.200'] }), []);
    assert.equal(find({ peers: [], vips: ['10.0.0.100'] }, other).length, 1);
    assert.equal(find(alone, { peers: [], vips: ['10.0.0.200'] }).length, 1);
    assert.deepEqual(find({ peers: [], vips: ['fd00::100'] }, { peers: [], vips: ['fd00::200'] }), []);
    assert.equal(find({ peers: [], vips: ['fd00::100/64'] }, { peers: [], vips: ['fd00::200'] }).length, 1);
    assert.deepEqual(find({ peers: [], vips: ['fd00::100/64'] }, { peers: [], vips: ['fd00:1::200'] }), []);
    assert.deepEqual(find({ peers: [], vips: ['10.0.0.100/24'] }, { peers: [], vips: ['fd00::200/0'] }), []);
    assert.deepEqual(find(alone, { peers: [], vips: ['nonsense', 'x/24'] }), []);
  });

  it('looks at nodes, not at two VIPs of one node, and not at instances without addresses', () => {
    const blocks =
      'vrrp_instance more {\n  interface eth0\n  virtual_router_id 51\n  virtual_ipaddress {\n    10.0.0.150/24\n  }\n}';
    assert.deepEqual(find({ ...alone, blocks }, { ...alone, routerId: 60 }), []);
    assert.deepEqual(find(alone, { peers: [], vips: [] }), []);
    assert.deepEqual(
      find({ ...alone, blocks, routerId: 60 }, { ...alone, vips: ['10.0.0.150/24', '10.0.0.100/24'] }),
      [],
    );
  });

  it('needs one VIP of several on the network', () => {
    assert.equal(
      find(
        { peers: [], vips: ['10.9.0.1/24', '10.0.0.100/24'] },
        { peers: [], vips: ['10.8.0.1/24', '10.0.0.200/24'] },
      ).length,
      1,
    );
  });

  it('leaves a pair that shares a VIP to the other rules', () => {
    assert.deepEqual(find(alone, { peers: [], vips: ['10.0.0.200/24', '10.0.0.100/24'] }), []);
    assert.deepEqual(find(alone, { ...alone }), []);
  });
});
