import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lintSiteOf } from '../../tests/support/lint-subjects.ts';
import { keepalivedText, pairSite } from '../../tests/support/vrrp-pair.ts';
import { membersOf, sayVips, vrrpGroups } from './vrrp-group.ts';

const more = (name: string, vip: string) =>
  `vrrp_instance ${name} {\n  interface eth0\n  virtual_router_id 60\n  virtual_ipaddress {\n    ${vip}\n  }\n}`;
const named = (site: ReturnType<typeof pairSite>) =>
  vrrpGroups(site).map((group) =>
    group.map(({ node, instance }) => `${node.name}/${instance.name}`).join(' '),
  );

describe('vrrpGroups', () => {
  it('puts together what shares an address, one group for each VIP', () => {
    const blocks = more('intern', '10.0.0.160/24');
    assert.deepEqual(named(pairSite({ blocks }, { blocks })), ['lb1/edge lb2/edge', 'lb1/intern lb2/intern']);
    assert.deepEqual(named(pairSite({ blocks }, {})), ['lb1/edge lb2/edge']);
  });

  it('joins three nodes, also where two of them share no address', () => {
    const text = (node: 1 | 2, vips: string[]) => ({ 'keepalived.conf': keepalivedText(node, { vips }) });
    const site = lintSiteOf({
      lb1: text(1, ['10.0.0.1/24']),
      lb2: text(2, ['10.0.0.2/24']),
      lb3: text(1, ['10.0.0.1/24', '10.0.0.2/24']),
    });
    assert.deepEqual(named(site), ['lb1/edge lb2/edge lb3/edge']);
  });

  it('leaves out a group in which a node appears twice', () => {
    const blocks = more('again', '10.0.0.100/24');
    assert.deepEqual(named(pairSite({ blocks }, {})), []);
  });

  it('leaves out what is not known', () => {
    assert.deepEqual(named(pairSite({ extra: '@lb1 priority 3' }, {})), []);
    assert.deepEqual(named(pairSite({ extra: 'priority $PRIORITY' }, {})), []);
    assert.deepEqual(named(pairSite({ globals: '@lb1 vrrp_version 3' }, {})), []);
    assert.deepEqual(named(pairSite({ globals: '@lb1 smtp_server 10.0.0.9' }, {})), ['lb1/edge lb2/edge']);
    assert.deepEqual(named(lintSiteOf({ lb1: { 'haproxy.cfg': 'global\n' } })), []);
  });
});

it('sayVips names up to three', () => {
  const say = (...vips: string[]) =>
    membersOf(pairSite({ vips }, {})).map(({ instance }) => sayVips(instance))[0];
  const four = ['10.0.0.1/24', '10.0.0.2/24', '10.0.0.3/24', '10.0.0.4/24'];
  assert.equal(say(...four.slice(0, 1)), 'VIP 10.0.0.1');
  assert.equal(say(...four.slice(0, 2)), 'VIPs 10.0.0.1 and 10.0.0.2');
  assert.equal(say(...four.slice(0, 3)), 'VIPs 10.0.0.1, 10.0.0.2 and 10.0.0.3');
  assert.equal(say(...four), 'VIPs 10.0.0.1, 10.0.0.2 and 2 more');
  assert.equal(say(), 'VIP of edge');
});
