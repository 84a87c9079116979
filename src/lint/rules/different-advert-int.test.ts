import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { differentAdvertInt } from './different-advert-int.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  differentAdvertInt.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/different-advert-int', () => {
  it('is an error in version 2', () => {
    const findings = find({}, { advert: '2' });
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:14:14']);
    assert.equal(
      findings[0]?.message,
      'lb2 advertises VIP 10.0.0.100 every 2 s, lb1 every 1 s (lb1/keepalived.conf:14): each drops the adverts of the other, and both hold the VIP.',
    );
    assert.equal(findings[0]?.severity, 'error');
  });

  it('is a warning in version 3', () => {
    const v3 = { globals: 'vrrp_version 3' };
    const findings = find(v3, { ...v3, advert: '0.5' });
    assert.equal(findings[0]?.severity, 'warning');
    assert.match(
      findings[0]?.message ?? '',
      /every 0\.5 s, lb1 every 1 s .*: how fast the VIP moves depends on who holds it\.$/,
    );
    assert.equal(find(v3, { advert: '2' })[0]?.severity, 'error');
  });

  it('is content with equal ones, and knows that version 2 makes 0.2 and 0.5 one second', () => {
    assert.deepEqual(find({}, { advert: '1.0' }), []);
    assert.deepEqual(find({ advert: '0.2' }, { advert: '0.5' }), []);
  });
});
