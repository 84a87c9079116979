import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { vipWithoutCheck } from './vip-without-check.ts';

const HAPROXY =
  'defaults\n  mode http\nfrontend web\n  bind *:80\n  default_backend web\nbackend web\n  server a 10.0.0.21:80\n';
const find = (first: KeepalivedLines, second: KeepalivedLines, lb1 = {}, lb2 = {}) =>
  vipWithoutCheck.find(pairSite(first, second, { lb1, lb2 }));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/vip-without-check', () => {
  const proxied = { 'haproxy.cfg': HAPROXY };

  it('tells it once for a VIP, with the nodes', () => {
    const findings = find({ track: '' }, { track: '' }, proxied, proxied);
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:9:1']);
    assert.equal(
      findings[0]?.message,
      'Nothing that is tracked for VIP 10.0.0.100 tells whether the proxy works, on lb1 and lb2: when the proxy of the holder dies, the VIP stays there.',
    );
  });

  it('does not count an interface as a check', () => {
    const track = 'track_interface {\n    eth1\n  }';
    assert.equal(find({ track }, { track }, proxied).length, 1);
  });

  it('counts nginx as a proxy', () => {
    const nginx = { 'nginx.conf': 'http {\n  server {\n    listen 80;\n  }\n}\n' };
    assert.equal(find({ track: '' }, { track: '' }, nginx).length, 1);
  });

  it('is silent where a check exists, or no proxy is known', () => {
    assert.deepEqual(find({ track: '' }, {}, proxied, proxied), []);
    assert.deepEqual(find({ track: '' }, { track: '' }), []);
    const group = 'vrrp_sync_group G {\n  group {\n    edge\n  }\n  track_script {\n    chk\n  }\n}';
    assert.deepEqual(find({ track: '', blocks: group }, { track: '' }, proxied), []);
  });
});
