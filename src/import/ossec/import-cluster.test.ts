import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importOssec, ossecOf, REQUIRED, siteOf } from '../../../tests/support/imported-ossec.ts';
import { readSite } from '../../site/read-site.ts';
import type { Imported } from '../import-site.ts';

const codesOf = ({ problems }: Imported) => problems.map(({ code, line }) => `${line} ${code}`);
const wordsOf = ({ problems }: Imported) => problems.map(({ message }) => message).join('\n');

test("a helper with nothing but what it needs gives its defaults, not the spec's", () => {
  const imported = importOssec(ossecOf(REQUIRED));
  const site = siteOf(imported);
  assert.deepEqual(site.wazuh?.managers, { master: '10.0.0.21' });
  assert.equal(site.wazuh?.discover, true);
  assert.equal(site.wazuh?.removeAfterMs, 240 * 60_000);
  assert.deepEqual(site.wazuh?.api?.urls, ['https://10.0.0.21:55000']);
  const pool = site.pools.find(({ name }) => name === 'wazuh-events');
  assert.deepEqual(
    { ...pool?.rebalance, cooldownMs: 0, maxShare: 0 },
    { mode: 'on', tolerance: 0.1, ratePerS: 60, chunk: 300, settleMs: 60_000, cooldownMs: 0, maxShare: 0 },
  );
  assert.deepEqual(
    site.services.map(({ name }) => name),
    ['wazuh-enrollment', 'wazuh-events'],
    'the API is opened by nobody',
  );
  assert.deepEqual(site.vips[0]?.addresses[0]?.address, '10.0.0.100');
});

test('no secret gets into the spec or into what is told', () => {
  const imported = importOssec(
    ossecOf({ ...REQUIRED, client_cert_password: 'ThePasswordOfTheKey', frequency: 'ThePasswordOfTheApi' }),
  );
  const all =
    imported.text +
    wordsOf({
      ...imported,
      problems: imported.problems.filter(({ message }) => !message.startsWith('frequency')),
    });
  assert.doesNotMatch(all, /TheKeyOfTheCluster|ThePassword|TheUser/);
});

test('the names that are excluded are exact', () => {
  const one = importOssec(ossecOf({ ...REQUIRED, excluded_nodes: 'worker10' }));
  assert.deepEqual(siteOf(one).wazuh?.exclude, ['worker10']);
  assert.match(
    wordsOf(one),
    /every node whose name is a part of "worker10"; the spec excludes worker10 alone/,
  );
  const blank = importOssec(ossecOf({ ...REQUIRED, excluded_nodes: 'a, b' }));
  assert.deepEqual(siteOf(blank).wazuh?.exclude, ['a', 'b']);
  assert.match(wordsOf(blank), /takes the blanks/);
  const nested = importOssec(ossecOf({ ...REQUIRED, excluded_nodes: '<node>a</node><node>b</node>' }));
  assert.deepEqual(siteOf(nested).wazuh?.exclude, ['a', 'b']);
  assert.match(wordsOf(nested), /does not start; their names are excluded/);
  const odd = importOssec(ossecOf({ ...REQUIRED, excluded_nodes: 'a*,b' }));
  assert.deepEqual(siteOf(odd).wazuh?.exclude, ['b']);
  assert.match(wordsOf(odd), /"a\*" is no name/);
});

test('a helper that does not run gives its figures, switched off', () => {
  const { haproxy_disabled: _, ...without } = REQUIRED;
  const off = [
    ossecOf({ ...REQUIRED, haproxy_disabled: 'yes' }),
    ossecOf({ ...REQUIRED, haproxy_disabled: 'No' }),
    ossecOf(without),
    ossecOf(REQUIRED, '', '<node_type>worker</node_type>'),
    ossecOf(REQUIRED, '', '<disabled>yes</disabled>'),
  ];
  for (const text of off) {
    const imported = importOssec(text);
    const site = siteOf(imported);
    assert.equal(site.wazuh?.discover, false);
    assert.equal(site.wazuh?.api, undefined);
    const pool = site.pools.find(({ name }) => name === 'wazuh-events');
    assert.deepEqual([pool?.rebalance?.mode, pool?.rebalance?.chunk], ['off', 300]);
    assert.match(wordsOf(imported), /The helper does not run/);
  }
});

test('a figure that Wazuh refuses is its default, and that is told at its place', () => {
  const imported = importOssec(ossecOf({ ...REQUIRED, agent_chunk_size: '99' }));
  assert.equal(siteOf(imported).pools.find(({ name }) => name === 'wazuh-events')?.rebalance?.chunk, 300);
  const told = imported.problems.find(({ message }) => message.startsWith('agent_chunk_size is 99'));
  assert.deepEqual([told?.line, told?.column], [5, 19]);
});

test("the agents' port is that of the secure block, and the helper's is told where it is another", () => {
  const block = (connection: string, port: number) =>
    `<remote><connection>${connection}</connection><port>${port}</port></remote>`;
  const imported = importOssec(ossecOf(REQUIRED, `${block('syslog', 514)}${block('secure', 1600)}`));
  const { services, wazuh } = siteOf(imported);
  assert.deepEqual(services.find(({ name }) => name === 'wazuh-events')?.ports, [1600]);
  assert.equal(wazuh?.events?.port, 1600);
  assert.match(
    wordsOf(imported),
    /publishes port 514, of the first <remote> \(syslog\); the spec has the agents' port 1600/,
  );
});

test('what the file leaves to its reader is told, and no command accepts it', () => {
  const imported = importOssec(
    '<cluster><node_name>m</node_name><nodes><node>NODE_IP</node></nodes><haproxy_helper><haproxy_disabled>no</haproxy_disabled></haproxy_helper></cluster>',
  );
  assert.ok(codesOf(imported).includes('1 import/unknown-address'));
  assert.ok(codesOf(imported).includes('1 import/no-vip'));
  assert.equal(readSite(Buffer.from(imported.text), 'holdfast.yaml').site, undefined);
});

test('enrollment is as authd and the haproxy.cfg have it', () => {
  const ports = (text: string, haproxy?: string) =>
    siteOf(importOssec(text, haproxy))
      .services.flatMap((one) => one.ports)
      .toSorted();
  assert.deepEqual(ports(ossecOf(REQUIRED, '<auth><disabled>yes</disabled></auth>')), [1514]);
  assert.deepEqual(ports(ossecOf(REQUIRED, '<auth><port>1600</port></auth>')), [1514, 1600]);
  assert.deepEqual(ports(ossecOf(REQUIRED), 'frontend f\n mode tcp\n bind :1514\n'), [1514]);
});

const HAPROXY = `global
  hard-stop-after 90s
defaults
  mode tcp
  timeout client 1m
  timeout server 1m
  timeout connect 5s
frontend wazuh_reporting_front
  bind 10.0.0.100:1514
  default_backend wazuh_reporting
backend wazuh_reporting
  balance roundrobin
  server master 10.0.0.31:1514 check
  server worker1 10.0.0.32:1514 check
frontend web
  bind 10.0.0.100:8080
  default_backend web
backend web
  server w1 10.0.0.41:8080 check
`;

test('what the helper has written into haproxy.cfg is in the spec already, and the rest is imported beside it', () => {
  const imported = importOssec(
    ossecOf(REQUIRED).replace('<nodes><node>10.0.0.21</node></nodes>', ''),
    HAPROXY,
  );
  const site = siteOf(imported);
  assert.deepEqual(
    site.services.map(({ name }) => name),
    ['wazuh-events', 'web'],
  );
  assert.deepEqual(
    site.wazuh?.managers,
    { master: '10.0.0.31' },
    'the address is that of the server of this name',
  );
  assert.doesNotMatch(imported.text, /hard-stop-after/);
  assert.match(wordsOf(imported), /Agents were dealt by roundrobin/);
  assert.match(wordsOf(imported), /backend wazuh_reporting is what "wazuh" makes/);
});

test('without a helper that runs the managers are those of haproxy.cfg', () => {
  const imported = importOssec(ossecOf({ ...REQUIRED, haproxy_disabled: 'yes' }), HAPROXY);
  assert.deepEqual(siteOf(imported).wazuh?.managers, { master: '10.0.0.31', worker1: '10.0.0.32' });
});

test('a name of the master that a spec cannot hold is told, and one in capitals is a name', () => {
  const named = (name: string) =>
    importOssec(ossecOf(REQUIRED).replace('<node_name>master<', `<node_name>${name}<`));
  assert.deepEqual(siteOf(named('WAZUH-MASTER')).wazuh?.managers, { 'WAZUH-MASTER': '10.0.0.21' });
  assert.deepEqual(siteOf(named('')).wazuh?.managers, { node01: '10.0.0.21' });
  assert.deepEqual(siteOf(named('the master')).wazuh?.managers, { master: '10.0.0.21' });
  assert.match(wordsOf(named('the master')), /"the master" is none that a spec can hold/);
});

test('an ossec.conf of an agent tells of no cluster', () => {
  assert.equal(importOssec('<ossec_config><client><server/></client></ossec_config>').hasCluster, false);
});
