import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSite } from '../../site/read-site.ts';
import type { Site } from '../../site/site.ts';
import { agentTargets, clientBlock } from './client-block.ts';

function siteOf(wazuh: string): Site {
  const text = `version: 1
name: edge
nodes: { lb1: { address: 10.0.0.11, interface: eth0 }, lb2: { address: 10.0.0.12, interface: eth0 } }
vips: { one: { address: 10.0.0.100/24 }, two: { address: 10.0.0.101/24 } }
wazuh: { managers: { m: 10.0.0.21, w1: 10.0.0.22, w2: 10.0.0.23 }, ${wazuh} }
`;
  const { site, problems } = readSite(new TextEncoder().encode(text), 'holdfast.yaml');
  assert.ok(site !== undefined, JSON.stringify(problems));
  return site;
}

const addresses = (block = '') =>
  [...block.matchAll(/<address>(.*)<\/address>/g)].map(([, address]) => address);

test('through the VIP an agent knows one address, for its events and for its enrollment', () => {
  assert.equal(
    clientBlock(siteOf('vips: [one]'), 'vip'),
    `<client>
  <server>
    <address>10.0.0.100</address>
    <port>1514</port>
    <protocol>tcp</protocol>
  </server>
  <enrollment>
    <enabled>yes</enabled>
    <manager_address>10.0.0.100</manager_address>
    <port>1515</port>
  </enrollment>
</client>
`,
  );
});

test('several VIPs are tried one after the other, beginning with the one that is asked for', () => {
  const site = siteOf('');
  assert.deepEqual(addresses(clientBlock(site, 'vip')), ['10.0.0.100', '10.0.0.101']);
  const second = clientBlock(site, 'vip', 'two');
  assert.deepEqual(addresses(second), ['10.0.0.101', '10.0.0.100']);
  assert.match(second ?? '', /<manager_address>10\.0\.0\.101</);
});

test('in failover mode an agent goes through the workers, then the master, which enrolls it', () => {
  const block = clientBlock(siteOf(''), 'failover');
  assert.deepEqual(addresses(block), ['10.0.0.22', '10.0.0.23', '10.0.0.21']);
  assert.match(block ?? '', /<manager_address>10\.0\.0\.21</);
  assert.deepEqual(addresses(clientBlock(siteOf(''), 'failover', 'w2')), [
    '10.0.0.23',
    '10.0.0.21',
    '10.0.0.22',
  ]);
});

test('excluded managers are no address for agents', () => {
  assert.deepEqual(agentTargets(siteOf('exclude: [m]'), 'failover'), ['w1', 'w2']);
});

test('ports are those of the side that an agent speaks to, and a switched-off enrollment is not named', () => {
  const site = siteOf('events: { port: 11514, serverPort: 21514 }, enrollment: false');
  assert.match(clientBlock(site, 'vip') ?? '', /<port>11514</);
  const block = clientBlock(site, 'failover') ?? '';
  assert.match(block, /<port>21514</);
  assert.doesNotMatch(block, /enrollment/);
});

test('without events there is nothing to report to', () => {
  assert.equal(clientBlock(siteOf('events: false'), 'vip'), undefined);
});
