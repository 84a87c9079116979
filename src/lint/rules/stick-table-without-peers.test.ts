import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type KeepalivedLines, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { stickTableWithoutPeers } from './stick-table-without-peers.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines, lb1 = {}, lb2 = {}) =>
  stickTableWithoutPeers.find(pairSite(first, second, { lb1, lb2 }));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/stick-table-without-peers', () => {
  const backend = (...lines: string[]) => ({
    'haproxy.cfg': `backend web\n  ${lines.join('\n  ')}\n  server a 10.0.0.21:80\n  server b 10.0.0.22:80\n`,
  });
  const TABLE = 'stick-table type ip size 100k expire 30m';

  it('stands at the table, once for each node', () => {
    const findings = find({}, {}, backend(TABLE, 'stick on src'), backend(TABLE, 'stick on src'));
    assert.deepEqual(places(findings), ['lb1/haproxy.cfg:2:3', 'lb2/haproxy.cfg:2:3']);
    assert.equal(
      findings[0]?.message,
      'backend web on lb1 keeps clients at their servers by a stick table without peers: after a failover of VIP 10.0.0.100 the other node knows none of them.',
    );
  });

  it('knows the other ways to stick', () => {
    for (const stick of ['stick match src', 'stick store-response hdr(x)', 'stick store-request src']) {
      assert.equal(find({}, {}, backend(TABLE, stick)).length, 1, stick);
    }
  });

  it('is content with peers, with counters, with one server, and with a table elsewhere', () => {
    assert.deepEqual(find({}, {}, backend(`${TABLE} peers lbs`, 'stick on src')), []);
    assert.deepEqual(find({}, {}, backend(TABLE, 'http-request track-sc0 src')), []);
    const one = { 'haproxy.cfg': `backend web\n  ${TABLE}\n  stick on src\n  server a 10.0.0.21:80\n` };
    assert.deepEqual(find({}, {}, one), []);
    assert.deepEqual(find({}, {}, backend('stick on src table other')), []);
    assert.deepEqual(find({}, {}, backend(TABLE, 'stick on src table other')), []);
  });

  it('is silent on a single balancer', () => {
    assert.deepEqual(find({}, { vips: ['10.0.0.101/24'] }, backend(TABLE, 'stick on src')), []);
  });
});
