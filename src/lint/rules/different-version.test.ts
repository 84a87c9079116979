import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { differentVersion } from './different-version.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  differentVersion.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/different-version', () => {
  it('sees the global version of one node', () => {
    const findings = find({}, { globals: 'vrrp_version 3' });
    assert.equal(findings.length, 1);
    assert.match(
      findings[0]?.message ?? '',
      /^lb2 speaks VRRP version 3 for VIP 10\.0\.0\.100, lb1 version 2 \(lb1\/keepalived\.conf:9\): each drops/,
    );
  });

  it('sees the version of an instance', () => {
    assert.deepEqual(places(find({}, { extra: 'version 3' })), ['lb2/keepalived.conf:25:11']);
  });

  it('is content with the same version, also where it is not said or follows from IPv6', () => {
    assert.deepEqual(find({ globals: 'vrrp_version 3' }, { extra: 'version 3' }), []);
    assert.deepEqual(find({}, { globals: 'vrrp_version 2' }), []);
    const v6 = { vips: ['fd00::100/64'], peers: [] };
    assert.deepEqual(find(v6, { ...v6, extra: 'version 3' }), []);
  });
});
