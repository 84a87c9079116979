import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markerOf, roleRank, seriesOf } from './node-marker.ts';

describe('markerOf', () => {
  const markers: [path: string, marker: string | undefined][] = [
    ['x/haproxy-lb1.cfg', 'lb1'],
    ['lb1-haproxy.cfg', 'lb1'],
    ['haproxy2.cfg', '2'],
    ['keepalived-master.conf', 'master'],
    ['keepalived_BACKUP.conf', 'BACKUP'],
    ['keepalived.backup2.conf', 'backup2'],
    ['keepalived-lb-master.conf', 'lb-master'],
    ['keepalived-a.conf', 'a'],
    ['haproxy.cfg', undefined],
    ['haproxy-web.cfg', undefined],
    ['10-frontends.cfg', undefined],
    ['keepalived-vrrp.conf', undefined],
  ];
  for (const [path, marker] of markers) it(path, () => assert.equal(markerOf(path), marker));
});

describe('seriesOf', () => {
  const same: [string, string][] = [
    ['lb1', 'lb2'],
    ['master', 'backup'],
    ['lb-master', 'lb-backup'],
    ['edge-a', 'edge-b'],
    ['lb01.example.org', 'lb02.example.org'],
    ['lbmaster', 'lbbackup'],
    ['Node1', 'node2'],
  ];
  for (const [left, right] of same) {
    it(`${left} and ${right} are of one series`, () => {
      assert.notEqual(seriesOf(left), undefined);
      assert.equal(seriesOf(left), seriesOf(right));
    });
  }

  for (const name of ['paris', 'web', 'example1', 'test-2', 'v1', 'step3']) {
    it(`${name} is no host of a series`, () => assert.equal(seriesOf(name), undefined));
  }

  it('tells two pairs apart', () => assert.notEqual(seriesOf('web1'), seriesOf('db1')));
});

describe('roleRank', () => {
  it('puts who usually holds the VIP first', () => {
    assert.deepEqual(
      ['standby', 'lb1', 'backup', 'Primary', 'master'].toSorted((a, b) => roleRank(a) - roleRank(b)),
      ['master', 'Primary', 'backup', 'standby', 'lb1'],
    );
  });
});
