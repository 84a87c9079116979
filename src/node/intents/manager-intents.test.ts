import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { liveOf, modelOf } from '../../../tests/support/runtime-model.ts';
import { Fault } from '../../base/fault.ts';
import { compileHaproxy } from '../../engines/haproxy/compile/compile-haproxy.ts';
import { parseHaproxy } from '../../engines/haproxy/grammar/parse.ts';
import { printHaproxy } from '../../engines/haproxy/grammar/print.ts';
import { readHaproxy } from '../../engines/haproxy/meaning/read-haproxy.ts';
import { planRuntime } from '../../engines/haproxy/runtime/plan-runtime.ts';
import { readSite } from '../../site/read-site.ts';
import type { Site } from '../../site/site.ts';
import { addIntent } from './add-intent.ts';
import { compileIntents, idleIntents } from './compile-intents.ts';
import { inForce } from './in-force.ts';
import type { Intents, Wish } from './intent.ts';
import { mergeIntents } from './merge-intents.ts';

const SPEC = `version: 1
name: edge
nodes: { lb1: { address: 10.0.0.11, interface: eth0 }, lb2: { address: 10.0.0.12, interface: eth0 } }
vips: { one: { address: 10.0.0.100/24 } }
wazuh:
  managers: { m1: 10.0.0.21, m2: 10.0.0.22 }
  exclude: [quiet]
  discover: true
  api: { urls: ["https://10.0.0.21"], user: u, password: { env: P } }
`;

const { site } = readSite(new TextEncoder().encode(SPEC), 'holdfast.yaml');
assert.ok(site !== undefined);
const cluster: Site = site;

const joins = (manager: string, address: string | null = '10.0.0.23'): Wish => ({
  kind: 'manager',
  manager,
  address,
});

function wanted(...wishes: readonly Wish[]): Intents {
  return wishes.reduce<Intents>((all, wish) => addIntent(all, { wish, who: 'wazuh' }, 'lb1', 0), []);
}

const eventServers = (wished: Site) =>
  wished.pools
    .find(({ name }) => name === 'wazuh-events')
    ?.servers.map(({ name, host }) => `${name} ${host}`);

test('a manager that the cluster tells of is a server in the files of every node, until it is told to be gone', () => {
  const here = wanted(joins('m3'));
  assert.deepEqual(eventServers(compileIntents(cluster, inForce(here, 0))), [
    'm1 10.0.0.21',
    'm2 10.0.0.22',
    'm3 10.0.0.23',
  ]);
  const gone = addIntent(here, { wish: joins('m3', null), who: 'wazuh' }, 'lb1', 1);
  assert.equal(gone.length, 1);
  assert.equal(compileIntents(cluster, inForce(gone, 1)), cluster);
});

test('a peer that has not heard that a manager is gone cannot bring it back', () => {
  const here = wanted(joins('m3'));
  const gone = addIntent(here, { wish: joins('m3', null), who: 'wazuh' }, 'lb1', 1);
  assert.deepEqual(mergeIntents(here, gone), gone);
  assert.deepEqual(mergeIntents(gone, here), gone);
});

test('an operator drains a manager that was discovered like any other', () => {
  const drained = wanted(joins('m3'), {
    kind: 'server-state',
    pool: 'wazuh-events',
    server: 'm3',
    state: 'drain',
  });
  assert.deepEqual(idleIntents(cluster, drained), []);
  const servers = compileIntents(cluster, drained).pools[0]?.servers;
  assert.equal(servers?.find(({ name }) => name === 'm3')?.weight, 0);
});

test('a wish about a manager of the spec, or to a site without a cluster, has no effect and is shown so', () => {
  const named = wanted(joins('m2', '10.9.9.9'));
  assert.equal(compileIntents(cluster, named), cluster);
  assert.deepEqual(idleIntents(cluster, named), named);
  const { wazuh: _, ...other } = cluster;
  assert.deepEqual(idleIntents(other, wanted(joins('m3'))).length, 1);
});

test('names and addresses that could be commands are no wishes', () => {
  for (const [name, address] of [
    ['a;b', '10.0.0.1'],
    ['a\nb', '10.0.0.1'],
    ['a/b', '10.0.0.1'],
    ['', '10.0.0.1'],
    ['x'.repeat(64), '10.0.0.1'],
    ['ok', '10.0.0.1;x'],
    ['ok', '10.0.0.256'],
    ['ok', ''],
  ] as const) {
    assert.throws(
      () => wanted(joins(name, address)),
      (error) => error instanceof Fault,
    );
  }
});

test('in whatever order managers were told of, the site is the same', () => {
  const managers = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'quiet'), { minLength: 1 });
  fc.assert(
    fc.property(managers, (names) => {
      const one = wanted(...names.map((name) => joins(name)));
      const other = wanted(...names.toReversed().map((name) => joins(name)));
      assert.deepEqual(compileIntents(cluster, one), compileIntents(cluster, other));
    }),
  );
});

test('a manager comes and goes in all pools without a reload of HAProxy', () => {
  const meaning = (wished: Site) => {
    const [node] = wished.nodes;
    assert.ok(node !== undefined);
    const { text } = printHaproxy(
      compileHaproxy(wished, node, { kind: 'host', runDir: () => '/run/holdfast' }),
    );
    return readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]).meaning;
  };
  const [before, after] = [meaning(cluster), meaning(compileIntents(cluster, wanted(joins('m3'))))];
  for (const [from, to] of [
    [before, after],
    [after, before],
  ] as const) {
    const live = liveOf(modelOf(from, { major: 2, minor: 6, patch: 12 }));
    const plan = planRuntime({ before: from, after: to, live });
    assert.ok('steps' in plan, JSON.stringify(plan));
    assert.deepEqual(
      new Set(JSON.stringify(plan.steps).match(/wazuh-[a-z]+/g)),
      new Set(['wazuh-api', 'wazuh-enrollment', 'wazuh-events']),
    );
  }
});
