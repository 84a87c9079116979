import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { differentAddresses } from './different-addresses.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  differentAddresses.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/different-addresses', () => {
  const two = ['10.0.0.100/24', '10.0.0.101/24'];

  it('names the address that one node lacks, at its place', () => {
    const findings = find({ vips: two }, {});
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:21:5']);
    assert.equal(
      findings[0]?.message,
      '10.0.0.101 is in virtual_ipaddress of lb1, not of lb2 (lb2/keepalived.conf:9): each drops the adverts of the other, and both hold the VIP.',
    );
    assert.equal(findings[0]?.severity, 'error');
    assert.deepEqual(places(find({}, { vips: two })), ['lb2/keepalived.conf:21:5']);
  });

  it('warns of excluded addresses', () => {
    const extra = 'virtual_ipaddress_excluded {\n    10.0.0.102/24\n  }';
    const findings = find({ extra }, {});
    assert.equal(findings[0]?.severity, 'warning');
    assert.match(
      findings[0]?.message ?? '',
      /^10\.0\.0\.102 is in virtual_ipaddress_excluded of lb1, .* it is gone while lb2 holds the VIP\.$/,
    );
    assert.deepEqual(find({ extra }, { extra }), []);
  });

  it('does not mind the order, the prefix or another VIP', () => {
    assert.deepEqual(find({ vips: two }, { vips: two.toReversed() }), []);
    assert.deepEqual(find({}, { vips: ['10.0.0.100/32'] }), []);
    assert.deepEqual(find({}, { vips: ['10.0.0.101/24'] }), []);
  });
});
