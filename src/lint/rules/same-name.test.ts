import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintSiteOf } from '../../../tests/support/lint-subjects.ts';
import { type KeepalivedLines, keepalivedText, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { sameName } from './same-name.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) => sameName.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);
const SECOND_VIP =
  'vrrp_instance more {\n  interface eth0\n  virtual_router_id 60\n  virtual_ipaddress {\n    10.0.0.160/24\n  }\n}';

function sameNames(blocks = '', name = 'LVS_DEVEL') {
  const text = (node: 1 | 2) =>
    keepalivedText(node, { blocks }).replace(/router_id lb\d/, `router_id ${name}`);
  return lintSiteOf({ lb1: { 'keepalived.conf': text(1) }, lb2: { 'keepalived.conf': text(2) } });
}

describe('pair/same-name', () => {
  it('names the place of both', () => {
    const findings = find({}, { globals: '' }).concat(sameName.find(sameNames()));
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:2:13']);
    assert.equal(findings[0]?.message, 'lb2 and lb1 (lb1/keepalived.conf:2) both call themselves LVS_DEVEL.');
  });

  it('tells it once, however many VIPs the pair has', () => {
    assert.equal(sameName.find(sameNames(SECOND_VIP)).length, 1);
  });

  it('is content with names of their own, and with a name that is not known', () => {
    assert.deepEqual(find({}, {}), []);
    assert.deepEqual(sameName.find(sameNames('', '$NAME')), []);
  });
});
