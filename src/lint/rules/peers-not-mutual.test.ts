import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { peersNotMutual } from './peers-not-mutual.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  peersNotMutual.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/peers-not-mutual', () => {
  it('names the address that is missing', () => {
    const findings = find({ peers: ['10.0.0.21'] }, {});
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:17:5']);
    assert.equal(
      findings[0]?.message,
      'lb1 sends the adverts of VIP 10.0.0.100 to 10.0.0.21, but lb2 has the address 10.0.0.12 (unicast_src_ip): lb2 hears nothing and takes the VIP as well.',
    );
    assert.equal(findings[0]?.remedy, 'write 10.0.0.12 into unicast_peer of edge on lb1.');
  });

  it('looks in both directions', () => {
    assert.deepEqual(places(find({ peers: ['10.0.0.9'] }, { peers: ['10.0.0.8'] })), [
      'lb1/keepalived.conf:17:5',
      'lb2/keepalived.conf:17:5',
    ]);
    assert.deepEqual(places(find({ source: '10.0.0.99' }, {})), ['lb2/keepalived.conf:17:5']);
  });

  it('is content with a peer among several, with multicast, and with sources that are not said', () => {
    assert.deepEqual(find({}, {}), []);
    assert.deepEqual(find({ peers: ['10.0.0.12/24'] }, { source: '10.0.0.12/24' }), []);
    assert.deepEqual(find({ peers: ['10.0.0.13', '10.0.0.12'] }, {}), []);
    assert.deepEqual(find({ peers: [] }, { peers: [] }), []);
    assert.deepEqual(find({ peers: [] }, {}), []);
    assert.deepEqual(find({ peers: ['lb2.example'] }, {}), []);
  });

  it('knows an IPv6 address in any of its forms', () => {
    const v6 = (source: string, peer: string): KeepalivedLines => ({
      source,
      peers: [peer],
      vips: ['fd00::100/64'],
    });
    assert.deepEqual(find(v6('fd00::1', 'fd00:0::2'), v6('fd00:0:0::2', 'fd00::1')), []);
    assert.equal(find(v6('fd00::1', 'fd00::3'), v6('fd00::2', 'fd00::1')).length, 1);
  });
});
