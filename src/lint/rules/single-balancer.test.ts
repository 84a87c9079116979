import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintSiteOf } from '../../../tests/support/lint-subjects.ts';
import { type KeepalivedLines, keepalivedText, pairSite } from '../../../tests/support/vrrp-pair.ts';
import { singleBalancer } from './single-balancer.ts';

const find = (first: KeepalivedLines, second: KeepalivedLines) =>
  singleBalancer.find(pairSite(first, second));
const places = (findings: ReturnType<typeof find>) =>
  findings.map(({ at }) => `${at.path}:${at.line}:${at.column}`);

describe('pair/single-balancer', () => {
  const second = (text: string): KeepalivedLines => ({ blocks: text });
  const intern = `vrrp_instance intern {
  interface eth0
  virtual_router_id 52
  unicast_src_ip 10.0.0.11
  unicast_peer {
    10.0.0.12
  }
  virtual_ipaddress {
    10.0.0.101/24
  }
}`;

  it('names the peer that lacks the VIP', () => {
    const findings = find(second(intern), {});
    assert.deepEqual(places(findings), ['lb1/keepalived.conf:27:1']);
    assert.equal(
      findings[0]?.message,
      'VIP 10.0.0.101 is on lb1 alone: its peer lb2 has no instance with it and cannot take it.',
    );
    assert.equal(findings[0]?.severity, undefined);
  });

  it('is silent where the peer was not given, or both have it', () => {
    assert.deepEqual(find(second(intern.replace('10.0.0.12', '10.0.0.99')), {}), []);
    assert.deepEqual(find(second(intern), second(intern.replace('10.0.0.12', '10.0.0.11'))), []);
    assert.deepEqual(find({}, {}), []);
  });

  it('advises when the files of one node were given and nothing speaks of another', () => {
    const alone = (lines: KeepalivedLines) =>
      singleBalancer.find(lintSiteOf({ lb1: { 'keepalived.conf': keepalivedText(1, lines) } }));
    assert.deepEqual(
      alone({ state: 'MASTER', peers: [] }).map(({ severity }) => severity),
      ['info'],
    );
    assert.deepEqual(alone({ state: 'MASTER' }), []);
    assert.deepEqual(alone({ state: 'BACKUP', peers: [] }), []);
  });

  it('tells the node where the files of one were given, if it has a name', () => {
    const message = (folder: string) =>
      singleBalancer.find(
        lintSiteOf({
          [folder]: {
            'keepalived.conf':
              'vrrp_instance A {\n  state MASTER\n  interface eth0\n  virtual_router_id 5\n  virtual_ipaddress {\n    10.0.0.9/24\n  }\n}\n',
          },
        }),
      )[0]?.message;
    assert.match(message('lb1') ?? '', /^VIP 10\.0\.0\.9: only the files of one node \(lb1\) were given,/);
    assert.match(message('.') ?? '', /^VIP 10\.0\.0\.9: only the files of one node were given,/);
  });
});
