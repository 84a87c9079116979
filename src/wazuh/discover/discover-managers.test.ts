import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseIp } from '../../base/address.ts';
import { isManagerName } from '../../site/presets/wazuh/manager-name.ts';
import type { WazuhCluster } from '../../site/site.ts';
import type { ClusterNode } from '../api/wazuh-client.ts';
import { discoverManagers } from './discover-managers.ts';
import { type DiscoverFacts, type Discovery, NO_MANAGERS, type WishedManager } from './discovery.ts';

const HOUR = 3_600_000;
const BEAT = 10_000;

function aCluster(change: Partial<WazuhCluster> = {}): WazuhCluster {
  return {
    profile: 4,
    api: undefined,
    managers: {},
    discover: true,
    exclude: [],
    addresses: {},
    removeAfterMs: 4 * HOUR,
    events: { pool: 'wazuh-events', port: 1514 },
    enrollment: undefined,
    apiService: undefined,
    dashboard: undefined,
    agents: 1_000,
    ...change,
  };
}

const node = (name: string, ip: string, type = 'worker'): ClusterNode => ({
  name,
  type,
  ip,
  version: '4.14.7',
});
const MASTER = node('master', '10.77.0.21', 'master');
const WORKER = node('worker1', '10.77.0.22');

type Beat = Partial<DiscoverFacts>;

/** A site in which what is wished is brought about at once. */
function aSite(cluster: WazuhCluster = aCluster()) {
  let memory = NO_MANAGERS;
  let nowMs = 1_000_000_000;
  const wished: Record<string, WishedManager> = {};
  return {
    wished,
    present: () => Object.keys(wished).filter((name) => wished[name]!.address !== null),
    nowMs: () => nowMs,
    beat: (change: Beat = {}, passedMs = BEAT): Discovery => {
      nowMs += passedMs;
      const facts = {
        cluster,
        nodes: [MASTER, WORKER],
        checks: {},
        wished: { ...wished },
        taken: ['10.77.0.100'],
        arePeersSeen: true,
        nowMs,
        ...change,
      };
      const found = discoverManagers(facts, memory);
      memory = structuredClone(found.memory);
      for (const { manager, address, role } of found.wishes)
        wished[manager] = { address, ...(role && { role }) };
      return found;
    },
  };
}

test('a manager that joins is asked for with the first answer that has it, once', () => {
  const site = aSite();
  assert.deepEqual(site.beat().wishes, [
    { kind: 'manager', manager: 'master', address: '10.77.0.21', role: 'master' },
    { kind: 'manager', manager: 'worker1', address: '10.77.0.22', role: 'worker' },
  ]);
  assert.deepEqual(site.beat().wishes, []);
  const { wishes, reasons } = site.beat({ nodes: [MASTER, WORKER, node('worker2', '10.77.0.23')] });
  assert.deepEqual(
    wishes.map(({ manager }) => manager),
    ['worker2'],
  );
  assert.match(reasons[0] ?? '', /joined/);
});

test('a manager goes when neither cluster nor checks have seen it for removeAfter, and not before', () => {
  const site = aSite(aCluster({ removeAfterMs: HOUR }));
  site.beat();
  for (let beat = 1; beat < HOUR / BEAT; beat += 1)
    assert.deepEqual(site.beat({ nodes: [MASTER], checks: { worker1: 'down' } }).wishes, []);
  assert.deepEqual(site.beat({ nodes: [MASTER], checks: { worker1: 'down' } }).wishes, [
    { kind: 'manager', manager: 'worker1', address: null },
  ]);
});

test('time in which the cluster did not answer, or nobody looked, is no time in which a manager was unseen', () => {
  const site = aSite(aCluster({ removeAfterMs: HOUR }));
  site.beat();
  for (let beat = 0; beat < 1_000; beat += 1) site.beat({ nodes: undefined, checks: { worker1: 'down' } });
  assert.deepEqual(site.beat({ nodes: [MASTER] }, 5 * HOUR).wishes, []);
});

test('a manager that its checks see up stays, however long the cluster does not list it', () => {
  const site = aSite(aCluster({ removeAfterMs: HOUR }));
  site.beat();
  let last: Discovery | undefined;
  for (let beat = 0; beat < 1_000; beat += 1)
    last = site.beat({ nodes: [MASTER], checks: { worker1: 'up', master: 'up' } });
  assert.deepEqual(site.present(), ['master', 'worker1']);
  assert.deepEqual(
    last?.findings.map(({ code, about }) => [code, about]),
    [['wazuh/manager-not-in-cluster', 'manager/worker1']],
  );
});

test('nothing goes while a node of ours is out of reach, and the last one never', () => {
  const site = aSite(aCluster({ removeAfterMs: HOUR }));
  site.beat();
  for (let beat = 0; beat < 1_000; beat += 1) {
    assert.deepEqual(site.beat({ nodes: [], arePeersSeen: false }).wishes, []);
  }
  assert.equal(site.beat({ nodes: [] }).wishes.length, 1);
  assert.equal(site.present().length, 1);
  for (let beat = 0; beat < 1_000; beat += 1) assert.deepEqual(site.beat({ nodes: [] }).wishes, []);
});

test('a manager that moves is believed when it has said so for a while', () => {
  const site = aSite();
  site.beat();
  const nodes = [MASTER, node('worker1', '10.77.0.99')];
  assert.deepEqual(site.beat({ nodes }).wishes, []);
  site.beat();
  assert.deepEqual(site.beat({ nodes }).wishes, []);
  assert.deepEqual(site.beat({ nodes }).wishes, []);
  assert.deepEqual(site.beat({ nodes }).wishes, [
    { kind: 'manager', manager: 'worker1', address: '10.77.0.99', role: 'worker' },
  ]);
});

test('an address of the spec goes before the one that the cluster tells', () => {
  const site = aSite(aCluster({ addresses: { master: '192.0.2.7' } }));
  const { findings } = site.beat({ nodes: [node('master', 'wazuh-master', 'master'), WORKER] });
  assert.equal(site.wished['master']?.address, '192.0.2.7');
  assert.deepEqual(findings, []);
});

test('what cannot be a server’s address is told, with the way out, and not guessed', () => {
  const site = aSite(aCluster({ managers: { m1: '10.77.0.50' } }));
  const bad = {
    dns: 'wazuh-master',
    empty: '',
    local: '127.0.0.1',
    any: '0.0.0.0',
    multi: '224.0.0.1',
    vip: '10.77.0.100',
    again: '10.77.0.50',
    octal: '010.0.0.1',
    twice: '10.77.0.22',
    words: '10.0.0.1;\u001b[2J add server',
  };
  const nodes = [WORKER, ...Object.entries(bad).map(([name, ip]) => node(name, ip))];
  site.beat({ nodes: [WORKER] });
  const { findings, wishes } = site.beat({ nodes });
  assert.deepEqual(wishes, []);
  assert.deepEqual(
    findings.map(({ about }) => about),
    Object.keys(bad)
      .sort()
      .map((name) => `manager/${name}`),
  );
  assert.ok(
    findings.every(
      ({ code, remedy, message }) =>
        code === 'wazuh/manager-address' && remedy.includes('wazuh.addresses.') && !/\p{Cc}/u.test(message),
    ),
  );
});

test('names that no server can have, and answers that are too long, are told and not believed', () => {
  const site = aSite();
  const names = ['a b', '', 'x;shutdown', '-x', 'ä', 'x'.repeat(64), '../etc', '\n'];
  const { findings, wishes } = site.beat({ nodes: [MASTER, ...names.map((name) => node(name, '10.0.0.9'))] });
  assert.equal(wishes.length, 1);
  assert.deepEqual(
    findings.map(({ code }) => code),
    ['wazuh/manager-name'],
  );
  const many = Array.from({ length: 500 }, (_, index) =>
    node(`w${index}`, `10.1.${index >> 8}.${index & 255}`),
  );
  const other = aSite();
  other.beat();
  const told = other.beat({ nodes: [...many, MASTER, WORKER] });
  assert.ok(told.findings.some(({ code }) => code === 'wazuh/too-many-managers'));
  assert.equal(other.present().length, 200);
  assert.ok(other.present().includes('worker1'));
});

test('a cluster that has new names each time fills up nothing', () => {
  const site = aSite(aCluster({ removeAfterMs: 0 }));
  for (let beat = 0; beat < 100; beat += 1)
    site.beat({
      nodes: Array.from({ length: 150 }, (_, index) =>
        node(
          `n${beat}-${index}`,
          `10.${beat}.${index >> 8}.${(index & 255) + 1 > 255 ? 1 : (index & 255) + 1}`,
        ),
      ),
    });
  assert.ok(Object.keys(site.wished).length <= 1_200, `${Object.keys(site.wished).length} names`);
});

test('managers that were discovered go when the spec no longer lets them be', () => {
  const site = aSite();
  site.beat();
  const cluster = aCluster({ discover: false, managers: { m1: '10.77.0.50' } });
  site.beat({ cluster, nodes: undefined });
  assert.deepEqual(site.present(), []);
});

const names = fc.constantFrom('m1', 'm2', 'w1', 'w2', 'w3', 'constructor', '__proto__', 'a b');
const ips = fc.constantFrom(
  '10.0.0.1',
  '10.0.0.2',
  '10.0.0.3',
  '10.77.0.100',
  'dns-name',
  '',
  'fd00::1',
  '127.0.0.1',
);
const beats = fc.array(
  fc.record({
    nodes: fc.option(
      fc.array(
        fc.record({
          name: names,
          type: fc.constantFrom('master', 'worker', 'other'),
          version: fc.constant(''),
          ip: ips,
        }),
        { maxLength: 6 },
      ),
      { nil: undefined },
    ),
    checks: fc.dictionary(names, fc.constantFrom('up', 'down', 'unknown')),
    arePeersSeen: fc.boolean(),
    passedMs: fc.constantFrom(0, BEAT, BEAT, 30_000, 10 * HOUR),
  }),
  { maxLength: 60, size: 'max' },
);
const clusters = fc
  .record({
    managers: fc.constantFrom({}, { m1: '10.0.0.1' }),
    exclude: fc.constantFrom([], ['w*'], ['w2']),
    addresses: fc.constantFrom({}, { w1: '192.0.2.1' }),
    removeAfterMs: fc.constantFrom(0, 30_000, HOUR),
  })
  .map((change) => aCluster(change));

test('whatever a cluster says: what is asked for is safe, and only what may be changed is', () => {
  fc.assert(
    fc.property(clusters, beats, (cluster, all) => {
      const site = aSite(cluster);
      for (const { passedMs, ...beat } of all) {
        const before = { ...site.wished };
        const { wishes } = site.beat(beat, passedMs);
        assert.equal(new Set(wishes.map(({ manager }) => manager)).size, wishes.length);
        for (const { manager, address } of wishes) {
          assert.ok(!Object.hasOwn(cluster.managers, manager), 'a manager of the spec');
          assert.ok(isManagerName(manager));
          if (address === null) {
            assert.ok(beat.arePeersSeen && beat.nodes !== undefined);
            assert.notEqual(before[manager]?.address ?? null, null);
            assert.ok(!beat.nodes.some(({ name }) => name === manager));
            assert.ok((Object.hasOwn(beat.checks, manager) ? beat.checks[manager] : 'down') === 'down');
          } else assert.ok(parseIp(address) !== undefined && address !== '10.77.0.100');
        }
        const hadOne = Object.values(before).some(({ address }) => address !== null);
        if (hadOne && cluster.exclude.length === 0)
          assert.ok(site.present().length > 0 || Object.keys(cluster.managers).length > 0);
      }
    }),
    { numRuns: 300 },
  );
});

test('whatever was before, a cluster that stays as it is comes to rest with all that it lists', () => {
  fc.assert(
    fc.property(clusters, beats, (cluster, all) => {
      const site = aSite(cluster);
      for (const { passedMs, ...beat } of all) site.beat(beat, passedMs);
      const steady = {
        nodes: [node('w1', '10.0.0.7'), node('w2', '10.0.0.8'), node('m2', '10.0.0.9', 'master')],
      };
      for (let beat = 0; beat < 500; beat += 1) site.beat(steady);
      assert.deepEqual(site.beat(steady).wishes, []);
      for (const name of ['w1', 'w2', 'm2']) assert.ok(site.present().includes(name), name);
    }),
    { numRuns: 60 },
  );
});

test('a manager that comes and goes all the time is changed ever more seldom', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 720, maxLength: 720, size: 'max' }), (listed) => {
      const site = aSite(aCluster({ removeAfterMs: 0 }));
      let changes = 0;
      for (const isListed of listed)
        changes += site
          .beat({ nodes: isListed ? [MASTER, WORKER] : [MASTER], checks: { master: 'up' } })
          .wishes.filter(({ manager }) => manager === 'worker1').length;
      assert.ok(changes <= 16, `${changes} changes in two hours`);
    }),
    { numRuns: 30 },
  );
});
