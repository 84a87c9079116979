import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HELPER_NUMBERS } from '../../foreign/ossec/meaning/helper-options.ts';
import { readSite } from '../../site/read-site.ts';
import { importFiles } from '../import-files.ts';
import { type Imported } from '../import-site.ts';

const ADDRESSES = new Map([
  ['lb1', '10.0.0.11/24'],
  ['lb2', '10.0.0.12/24'],
]);
const REQUIRED = {
  haproxy_disabled: 'no',
  haproxy_address: '10.0.0.100',
  haproxy_user: 'TheUserOfTheApi',
  haproxy_password: 'ThePasswordOfTheApi',
};

function importText(ossec: string, haproxy?: string): Imported {
  const file = (path: string, text: string) => ({ path, text, node: undefined });
  const files = [file('ossec.conf', ossec), ...(haproxy === undefined ? [] : [file('haproxy.cfg', haproxy)])];
  return importFiles(files, { name: 'wazuh', addresses: ADDRESSES });
}

function cluster(options: Readonly<Record<string, string>>, before = '', more = ''): string {
  const lines = Object.entries(options).map(([name, value]) => `<${name}>${value}</${name}>`);
  return `<ossec_config>${before}<cluster><node_name>master</node_name><key>TheKeyOfTheCluster</key><nodes><node>10.0.0.21</node></nodes>${more}<haproxy_helper>${lines.join('\n')}</haproxy_helper></cluster></ossec_config>`;
}

function siteOf({ text }: Imported) {
  const { site, problems } = readSite(Buffer.from(text), 'holdfast.yaml');
  assert.ok(site !== undefined, problems.map(({ message }) => message).join('\n'));
  return site;
}

const codesOf = ({ problems }: Imported) => problems.map(({ code, line }) => `${line} ${code}`);
const wordsOf = ({ problems }: Imported) => problems.map(({ message }) => message).join('\n');

test("a helper with nothing but what it needs gives its defaults, not the spec's", () => {
  const imported = importText(cluster(REQUIRED));
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
  const imported = importText(
    cluster({ ...REQUIRED, client_cert_password: 'ThePasswordOfTheKey', frequency: 'ThePasswordOfTheApi' }),
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
  const one = importText(cluster({ ...REQUIRED, excluded_nodes: 'worker10' }));
  assert.deepEqual(siteOf(one).wazuh?.exclude, ['worker10']);
  assert.match(
    wordsOf(one),
    /every node whose name is a part of "worker10"; the spec excludes worker10 alone/,
  );
  const blank = importText(cluster({ ...REQUIRED, excluded_nodes: 'a, b' }));
  assert.deepEqual(siteOf(blank).wazuh?.exclude, ['a', 'b']);
  assert.match(wordsOf(blank), /takes the blanks/);
  const nested = importText(cluster({ ...REQUIRED, excluded_nodes: '<node>a</node><node>b</node>' }));
  assert.deepEqual(siteOf(nested).wazuh?.exclude, ['a', 'b']);
  assert.match(wordsOf(nested), /does not start; their names are excluded/);
  const odd = importText(cluster({ ...REQUIRED, excluded_nodes: 'a*,b' }));
  assert.deepEqual(siteOf(odd).wazuh?.exclude, ['b']);
  assert.match(wordsOf(odd), /"a\*" is no name/);
});

test('a helper that does not run gives its figures, switched off', () => {
  const { haproxy_disabled: _, ...without } = REQUIRED;
  const off = [
    cluster({ ...REQUIRED, haproxy_disabled: 'yes' }),
    cluster({ ...REQUIRED, haproxy_disabled: 'No' }),
    cluster(without),
    cluster(REQUIRED, '', '<node_type>worker</node_type>'),
    cluster(REQUIRED, '', '<disabled>yes</disabled>'),
  ];
  for (const text of off) {
    const imported = importText(text);
    const site = siteOf(imported);
    assert.equal(site.wazuh?.discover, false);
    assert.equal(site.wazuh?.api, undefined);
    const pool = site.pools.find(({ name }) => name === 'wazuh-events');
    assert.deepEqual([pool?.rebalance?.mode, pool?.rebalance?.chunk], ['off', 300]);
    assert.match(wordsOf(imported), /The helper does not run/);
  }
});

test('a figure that Wazuh refuses is its default, and that is told at its place', () => {
  const imported = importText(cluster({ ...REQUIRED, agent_chunk_size: '99' }));
  assert.equal(siteOf(imported).pools.find(({ name }) => name === 'wazuh-events')?.rebalance?.chunk, 300);
  const told = imported.problems.find(({ message }) => message.startsWith('agent_chunk_size is 99'));
  assert.deepEqual([told?.line, told?.column], [5, 19]);
});

test("the agents' port is that of the secure block, and the helper's is told where it is another", () => {
  const block = (connection: string, port: number) =>
    `<remote><connection>${connection}</connection><port>${port}</port></remote>`;
  const imported = importText(cluster(REQUIRED, `${block('syslog', 514)}${block('secure', 1600)}`));
  const { services, wazuh } = siteOf(imported);
  assert.deepEqual(services.find(({ name }) => name === 'wazuh-events')?.ports, [1600]);
  assert.equal(wazuh?.events?.port, 1600);
  assert.match(
    wordsOf(imported),
    /publishes port 514, of the first <remote> \(syslog\); the spec has the agents' port 1600/,
  );
});

test('what the file leaves to its reader is told, and no command accepts it', () => {
  const imported = importText(
    '<cluster><node_name>m</node_name><nodes><node>NODE_IP</node></nodes><haproxy_helper><haproxy_disabled>no</haproxy_disabled></haproxy_helper></cluster>',
  );
  assert.ok(codesOf(imported).includes('1 import/unknown-address'));
  assert.ok(codesOf(imported).includes('1 import/no-vip'));
  assert.equal(readSite(Buffer.from(imported.text), 'holdfast.yaml').site, undefined);
});

test('enrollment is as authd and the haproxy.cfg have it', () => {
  const ports = (text: string, haproxy?: string) =>
    siteOf(importText(text, haproxy))
      .services.flatMap((one) => one.ports)
      .toSorted();
  assert.deepEqual(ports(cluster(REQUIRED, '<auth><disabled>yes</disabled></auth>')), [1514]);
  assert.deepEqual(ports(cluster(REQUIRED, '<auth><port>1600</port></auth>')), [1514, 1600]);
  assert.deepEqual(ports(cluster(REQUIRED), 'frontend f\n mode tcp\n bind :1514\n'), [1514]);
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
  const imported = importText(
    cluster(REQUIRED).replace('<nodes><node>10.0.0.21</node></nodes>', ''),
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
  const imported = importText(cluster({ ...REQUIRED, haproxy_disabled: 'yes' }), HAPROXY);
  assert.deepEqual(siteOf(imported).wazuh?.managers, { master: '10.0.0.31', worker1: '10.0.0.32' });
});

test('an ossec.conf of an agent tells of no cluster', () => {
  assert.equal(importText('<ossec_config><client><server/></client></ossec_config>').hasCluster, false);
});

const most = (limit: number, name: keyof typeof HELPER_NUMBERS) =>
  fc.integer({ min: HELPER_NUMBERS[name].least, max: limit }).map(String);
const helper = fc.record(
  {
    frequency: most(3600, 'frequency'),
    agent_chunk_size: most(100_000, 'agent_chunk_size'),
    agent_reconnection_time: most(600, 'agent_reconnection_time'),
    agent_reconnection_stability_time: most(10_000, 'agent_reconnection_stability_time'),
    imbalance_tolerance: fc.integer({ min: 1, max: 1000 }).map((thousandths) => String(thousandths / 1000)),
    remove_disconnected_node_after: most(34_560, 'remove_disconnected_node_after'),
    haproxy_port: most(65_535, 'haproxy_port'),
    haproxy_backend: fc.stringMatching(/^[a-z_]{1,20}$/),
    excluded_nodes: fc
      .array(fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/), { minLength: 1, maxLength: 4 })
      .map((names) => names.join(',')),
  },
  { requiredKeys: [] },
);

test('every valid helper becomes a spec that validates and says the same figures', () => {
  fc.assert(
    fc.property(helper, (options) => {
      const { wazuh, pools } = siteOf(importText(cluster({ ...REQUIRED, ...options })));
      const rebalance = pools.find(({ name }) => name === 'wazuh-events')?.rebalance;
      const figure = (name: keyof typeof HELPER_NUMBERS) =>
        Number(options[name as keyof typeof options] ?? HELPER_NUMBERS[name].fallback);
      const pause = figure('agent_reconnection_time');
      assert.equal(rebalance?.chunk, figure('agent_chunk_size'));
      assert.equal(rebalance?.settleMs, figure('frequency') * 1000);
      assert.ok(Math.abs((rebalance?.tolerance ?? 0) - figure('imbalance_tolerance')) < 1e-9);
      assert.equal(
        rebalance?.ratePerS,
        pause === 0 ? undefined : Math.max(1, Math.round(figure('agent_chunk_size') / pause)),
      );
      assert.equal(wazuh?.removeAfterMs, figure('remove_disconnected_node_after') * 60_000);
      assert.deepEqual(
        new Set(wazuh?.exclude),
        new Set((options.excluded_nodes ?? '').split(',').filter((name) => name !== '')),
      );
    }),
    { numRuns: 60 },
  );
});

const piece = fc.constantFrom(
  ...['<cluster>', '</cluster>', '<haproxy_helper>', '</haproxy_helper>', '<!--', '-->', '\n', ' ', '&', '<'],
  ...[
    '<ossec_config>',
    '</ossec_config>',
    '<remote>',
    '</remote>',
    '<port>',
    '</port>',
    'no',
    '0',
    '-1',
    'a b',
  ],
  ...['<haproxy_disabled>no</haproxy_disabled>', '<haproxy_address>10.0.0.100</haproxy_address>', '<X>'],
  ...['<excluded_nodes>', '</excluded_nodes>', ',', '<node>', '</node>', '<nodes>', '</nodes>', '127.0.0.1'],
  ...['<node_name>', '</node_name>', '__proto__', '<frequency>', '</frequency>', '1e9', '999999999999999'],
  ...['<imbalance_tolerance>', '</imbalance_tolerance>', '0.0000000000001', 'nan', 'fd00::1', '\u{1F600}'],
);

test('whatever stands in the file, the import ends with a spec or with what is wrong with it', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (parts) => {
      const imported = importText(parts.join(''));
      const { site } = readSite(Buffer.from(imported.text), 'holdfast.yaml');
      const isTold = imported.problems.some(({ severity }) => severity === 'error');
      assert.ok(site !== undefined || isTold, imported.text);
    }),
    { numRuns: 300 },
  );
});
