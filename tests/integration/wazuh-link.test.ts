import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { lookUpSecret } from '../../src/node/in-force/look-up-secret.ts';
import { addIntent } from '../../src/node/intents/add-intent.ts';
import type { Intents } from '../../src/node/intents/intent.ts';
import type { JournalEntry } from '../../src/node/journal/record.ts';
import type { SiteView } from '../../src/node/status/site-view.ts';
import { WazuhLink } from '../../src/node/wazuh/wazuh-link.ts';
import type { Site, WazuhCluster } from '../../src/site/site.ts';
import { aPool, aServer, aService, aSite } from '../support/a-site.ts';
import { aSiteView } from '../support/a-site-view.ts';
import { WazuhApiServer } from '../support/wazuh-api-server.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-wazuh-link-'));
after(() => rmSync(dir, { recursive: true }));
const passwordFile = join(dir, 'password');

let server: WazuhApiServer;
let url: string;
let links: WazuhLink[] = [];

beforeEach(async () => {
  writeFileSync(passwordFile, 'secret');
  server = new WazuhApiServer(dir);
  url = await server.listen();
});
afterEach(async () => {
  for (const link of links) link.close();
  links = [];
  await server.close();
});

const EVENTS = { pool: 'wazuh-events', port: 1514 };

function theSite(change: Partial<WazuhCluster> = {}): Site {
  const wazuh: WazuhCluster = {
    profile: 4,
    api: {
      urls: [url],
      user: 'holdfast',
      password: { file: passwordFile },
      ca: server.caFile,
      fingerprint: undefined,
      requestsPerMinute: 300,
    },
    managers: { master: '10.77.0.21' },
    discover: true,
    exclude: [],
    addresses: {},
    removeAfterMs: 3_600_000,
    events: EVENTS,
    enrollment: undefined,
    apiService: undefined,
    dashboard: undefined,
    agents: 1_000,
    ...change,
  };
  return aSite({
    wazuh,
    pools: [aPool({ name: EVENTS.pool, mode: 'tcp', servers: [aServer('master')] })],
    services: [aService({ name: EVENTS.pool, pool: EVENTS.pool, mode: 'tcp', ports: [1514] })],
  });
}

/** A daemon as the link sees it: its intents are kept, its events collected, and time passes when it is told to. */
function aDaemon(site: () => Site = () => theSite(), node = 'lb1') {
  let aheadMs = 0;
  let intents: Intents = [];
  let hindrance: string | undefined;
  let view: SiteView = aSiteView();
  const told: JournalEntry[] = [];
  const now = () => Date.now() + aheadMs;
  const accepted = site();
  const link = new WazuhLink({
    node,
    site: () => accepted,
    intents: () => intents,
    view: async () => view,
    hindrance: async () => hindrance,
    ask: async (asked) => void (intents = addIntent(intents, asked, node, now())),
    secrets: lookUpSecret,
    tell: (entry) => {
      told.push(entry);
      return { seq: told.length, at: '', fields: {}, ...entry };
    },
    now,
  });
  links.push(link);
  return {
    link,
    told,
    kinds: () => told.map(({ kind }) => kind),
    wishes: () => intents.map(({ wish }) => wish),
    hinder: (why: string | undefined) => void (hindrance = why),
    see: (next: SiteView) => void (view = next),
    pass: (ms: number) => void (aheadMs += ms),
  };
}

const agents = (count: number, manager: string, version = 'Wazuh v4.14.7', from = 1) =>
  Array.from({ length: count }, (_, index) => ({
    id: String(from + index).padStart(3, '0'),
    node_name: manager,
    version,
  }));

test('the holder finds a manager that joins, and asks for it once', async () => {
  const daemon = aDaemon();
  await daemon.link.beat();
  const worker1 = { kind: 'manager', manager: 'worker1', address: '10.77.0.22', role: 'worker' };
  assert.deepEqual(daemon.wishes(), [worker1]);
  server.nodes.push({ name: 'worker2', type: 'worker', version: '4.14.7', ip: '10.77.0.23' });
  await daemon.link.beat();
  await daemon.link.beat();
  assert.deepEqual(daemon.wishes(), [worker1, { ...worker1, manager: 'worker2', address: '10.77.0.23' }]);
  assert.equal(server.logins, 1);
});

test('a standby asks nobody, but says what it would lack', async () => {
  const daemon = aDaemon(() => theSite(), 'lb2');
  await daemon.link.beat();
  assert.deepEqual(server.asked, []);
  assert.deepEqual(daemon.link.troubles, []);
  rmSync(passwordFile);
  await daemon.link.beat();
  assert.deepEqual(
    daemon.link.troubles.map(({ code }) => code),
    ['wazuh/api-secret-missing'],
  );
  assert.equal(daemon.link.moverOf(EVENTS.pool)?.isAvailable, false);
});

test('while operators have paused the site the cluster is looked at, and nothing is asked for', async () => {
  const daemon = aDaemon();
  daemon.hinder('ann has paused the site');
  await daemon.link.beat();
  assert.deepEqual(daemon.wishes(), []);
  assert.equal(daemon.link.figures.isUp, true);
  daemon.hinder(undefined);
  await daemon.link.beat();
  assert.equal(daemon.wishes().length, 1);
});

test('nothing is removed while a peer is out of reach', async () => {
  const daemon = aDaemon(() => theSite({ removeAfterMs: 30_000 }));
  await daemon.link.beat();
  server.nodes = server.nodes.filter(({ name }) => name === 'master');
  daemon.see(aSiteView({ away: ['lb2'] }));
  const later = async () => {
    daemon.pass(20_000);
    await daemon.link.beat();
  };
  for (let beat = 0; beat < 4; beat += 1) await later();
  assert.deepEqual(
    daemon.wishes().map((wish) => wish.kind === 'manager' && wish.address),
    ['10.77.0.22'],
  );
  daemon.see(aSiteView());
  await later();
  assert.deepEqual(
    daemon.wishes().map((wish) => wish.kind === 'manager' && wish.address),
    [null],
  );
});

test('an API that goes away is told once, and that it is back', async () => {
  const daemon = aDaemon();
  await daemon.link.beat();
  server.password = 'another';
  server.endTokens();
  await daemon.link.beat();
  await daemon.link.beat();
  assert.deepEqual(daemon.kinds(), ['wazuh-api-away']);
  assert.deepEqual(
    daemon.link.troubles.map(({ code }) => code),
    ['wazuh/api-login-refused'],
  );
  assert.equal(daemon.link.moverOf(EVENTS.pool)?.isAvailable, false);
  writeFileSync(passwordFile, 'another');
  await daemon.link.beat();
  assert.deepEqual(daemon.kinds(), ['wazuh-api-away', 'wazuh-api-back']);
  assert.deepEqual(daemon.link.troubles, []);
});

test('a node that loses the VIP stops asking, and its findings go', async () => {
  const daemon = aDaemon();
  server.nodes.push({ name: 'worker2', type: 'worker', version: '', ip: 'a-name' });
  await daemon.link.beat();
  assert.deepEqual(
    daemon.link.troubles.map(({ code }) => code),
    ['wazuh/manager-address'],
  );
  daemon.see(aSiteView({ holders: ['lb2'] }));
  const before = server.asked.length;
  await daemon.link.beat();
  assert.equal(server.asked.length, before);
  assert.deepEqual(daemon.link.troubles, []);
});

test('of a manager that is down and in the cluster the stopped daemon is told, and it is asked once a minute', async () => {
  const daemon = aDaemon();
  const checked = (state: 'up' | 'down') => {
    const [seen] = Object.values(aSiteView({ web1: state }).pools['web']!.servers);
    const observations = [{ node: 'lb1', state, sessions: 0, lastCheck: '', ageMs: 0 }];
    const pools = { [EVENTS.pool]: { servers: { master: { ...seen!, state, observations } } } };
    return aSiteView({}, 'lb1', { pools });
  };
  server.daemons = { 'wazuh-remoted': 'stopped' };
  daemon.see(checked('down'));
  await daemon.link.beat();
  await daemon.link.beat();
  assert.deepEqual(
    daemon.link.troubles.map(({ code, about }) => [code, about]),
    [['wazuh/daemon-stopped', 'manager/master']],
  );
  assert.equal(server.askedOf('/cluster/master/status').length, 1);
  daemon.see(checked('up'));
  await daemon.link.beat();
  assert.deepEqual(daemon.link.troubles, []);
});

test('while nobody is known to hold the VIP what was found stays, and nobody is asked', async () => {
  const daemon = aDaemon();
  server.nodes.push({ name: 'worker2', type: 'worker', version: '', ip: 'a-name' });
  await daemon.link.beat();
  const before = server.asked.length;
  daemon.see(aSiteView({ holders: [] }));
  await daemon.link.beat();
  assert.equal(server.asked.length, before);
  assert.equal(daemon.link.troubles.length, 1);
});

test('agents of several managers are asked with one order, and each only once in its cool-down', async () => {
  server.agents = [...agents(300, 'master'), ...agents(300, 'worker1', 'Wazuh v4.14.7', 301)];
  const daemon = aDaemon();
  await daemon.link.beat();
  const mover = daemon.link.moverOf(EVENTS.pool);
  assert.ok(mover?.isAvailable && mover.perMinute >= 10_000);
  assert.deepEqual(await mover.move({ master: 40, worker1: 60 }, 'run1'), { master: 40, worker1: 60 });
  assert.deepEqual(await mover.move({ master: 40, worker1: 60 }, 'run1'), { master: 40, worker1: 60 });
  const orders = server
    .askedOf('/agents/reconnect')
    .map(({ query }) => query.get('agents_list')?.split(',') ?? []);
  assert.deepEqual(
    orders.map((ids) => ids.length),
    [100, 100],
  );
  assert.equal(new Set(orders.flat()).size, 200);
  assert.equal(server.askedOf('/agents').length, 2);
  assert.equal(daemon.link.moverOf('web'), undefined);
});

test('agents that do not know the order, and those that the API refuses, are left out', async () => {
  server.agents = [...agents(5, 'master', 'Wazuh v4.2.7'), ...agents(10, 'master', 'Wazuh v4.14.7', 6)];
  server.refuses = { '006': 1707, '007': 1707 };
  const daemon = aDaemon();
  await daemon.link.beat();
  const mover = daemon.link.moverOf(EVENTS.pool)!;
  assert.deepEqual(await mover.move({ master: 15 }, 'run1'), { master: 8 });
  assert.deepEqual(await mover.move({ master: 15 }, 'run1'), {});
});

test('an order that fails is thrown, and the means is not available until the API answers again', async () => {
  server.agents = agents(10, 'master');
  const daemon = aDaemon();
  await daemon.link.beat();
  const mover = daemon.link.moverOf(EVENTS.pool)!;
  server.instead(/reconnect/, { status: 500, body: '{"error":3021}' });
  await assert.rejects(
    mover.move({ master: 5 }, 'run1'),
    (error) => error instanceof Fault && error.code === 'wazuh/api-away',
  );
  assert.equal(mover.isAvailable, false);
  await daemon.link.beat();
  assert.ok(mover.isAvailable);
  // The five may have been asked.
  assert.deepEqual(await mover.move({ master: 10 }, 'run1'), { master: 5 });
});

test('a cluster that dies in a run is known to be away at once, not with the next look', async () => {
  server.agents = agents(10, 'master');
  const daemon = aDaemon();
  await daemon.link.beat();
  const mover = daemon.link.moverOf(EVENTS.pool)!;
  server.instead(/agents$/, { status: 500, body: '{"detail":"no master","error":3023}' }, 99);
  await assert.rejects(mover.move({ master: 5 }, 'run1'), /error 3023: no master/);
  assert.equal(mover.isAvailable, false);
  assert.equal(server.askedOf('/agents').length, 2);
  assert.deepEqual(daemon.kinds(), ['wazuh-api-away']);
});

test('a user who may look but not ask agents is told so once, and finds managers all the same', async () => {
  server.agents = agents(10, 'master');
  const daemon = aDaemon();
  await daemon.link.beat();
  const mover = daemon.link.moverOf(EVENTS.pool)!;
  server.instead(/reconnect/, { status: 403, body: '{"detail":"Permission denied","error":4000}' });
  await assert.rejects(mover.move({ master: 5 }, 'run1'));
  server.nodes.push({ name: 'worker2', type: 'worker', version: '4.14.7', ip: '10.77.0.23' });
  await daemon.link.beat();
  await daemon.link.beat();
  assert.equal(daemon.wishes().length, 2);
  assert.equal(mover.isAvailable, false);
  assert.deepEqual(daemon.kinds(), ['wazuh-api-away']);
  assert.deepEqual(
    daemon.link.troubles.map(({ code }) => code),
    ['wazuh/api-forbidden'],
  );
  daemon.pass(310_000);
  await daemon.link.beat();
  await mover.move({ master: 5 }, 'run2');
  assert.deepEqual(daemon.link.troubles, []);
});

test('figures tell requests by call and result, and agents of managers that are known', async () => {
  server.agents = [...agents(3, 'master'), ...agents(2, 'evil"}\n')];
  const daemon = aDaemon();
  await daemon.link.beat();
  const samples = daemon.link.figures
    .samples()
    .map(({ name, labels, value }) => [name, ...Object.values(labels), value]);
  assert.deepEqual(samples, [
    ['holdfast_wazuh_api_up', 1],
    ['holdfast_wazuh_agents', 'master', 3],
    ['holdfast_wazuh_requests_total', 'login', 'ok', 1],
    ['holdfast_wazuh_requests_total', 'nodes', 'ok', 1],
    ['holdfast_wazuh_requests_total', 'counts', 'ok', 1],
  ]);
});
