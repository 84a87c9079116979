import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { multicastAndUnicast } from './multicast-and-unicast.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  multicastAndUnicast.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/multicast-and-unicast', () => {
  it('tells which node does what, whichever comes first', () => {
    const findings = find({}, { peers: [] });
    assert.deepEqual(places(findings), ['lb2/keepalived.conf:9:1']);
    assert.match(
      findings[0]?.message ?? '',
      /^lb1 sends the adverts of VIP 10\.0\.0\.100 to unicast peers, lb2 sends them to the multicast group/,
    );
    const turned = find({ peers: [] }, {});
    assert.match(
      turned[0]?.message ?? '',
      /^lb2 sends .* to unicast peers, lb1 sends them to the multicast group/,
    );
    assert.match(turned[0]?.remedy ?? '', /^give edge on lb1 a unicast_src_ip/);
  });

  it('is content when both do the same', () => {
    assert.deepEqual(find({}, {}), []);
    assert.deepEqual(find({ peers: [] }, { peers: [] }), []);
  });
});
