import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { openWazuhClient } from '../../src/wazuh/api/open-wazuh-client.ts';
import type { WazuhClient } from '../../src/wazuh/api/wazuh-client.ts';
import { codeOf } from '../support/code-of.ts';
import { waitUntil } from '../support/wait-until.ts';
import { WazuhApiServer } from '../support/wazuh-api-server.ts';

const dir = mkdtempSync(join(tmpdir(), 'holdfast-wazuh-api-'));
after(() => rmSync(dir, { recursive: true }));

let server: WazuhApiServer;
let url: string;
let clients: WazuhClient[] = [];
let results: string[] = [];

beforeEach(async () => {
  server = new WazuhApiServer(dir);
  url = await server.listen();
  results = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  clients = [];
  await server.close();
});

/** Waits pass at once, and are counted as time. */
function hastyClock() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    wait: async (ms: number) => void (ahead += ms),
    skip: (ms: number) => void (ahead += ms),
  };
}

interface Differs {
  readonly urls?: readonly string[];
  readonly fingerprint?: string;
  readonly ca?: string | undefined;
  readonly requestsPerMinute?: number;
  readonly clock?: ReturnType<typeof hastyClock>;
  readonly password?: () => string | undefined;
}

function open(differs: Differs = {}): WazuhClient {
  const { urls = [url], fingerprint, requestsPerMinute = 75, clock = hastyClock() } = differs;
  const client = openWazuhClient({
    api: {
      urls,
      user: 'holdfast',
      password: { env: 'UNUSED' },
      ca: undefined,
      fingerprint,
      requestsPerMinute,
    },
    ca: 'ca' in differs ? differs.ca : readFileSync(server.caFile, 'utf8'),
    password: differs.password ?? (() => 'secret'),
    clock,
    onRequest: (call, result) => void results.push(`${call} ${result}`),
  });
  clients.push(client);
  return client;
}

/** A port that nobody listens on. */
async function deadUrl(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return `https://127.0.0.1:${port}`;
}

test('the nodes of a cluster are listed, with one login for all requests', async () => {
  const client = open();
  assert.deepEqual(await client.clusterNodes(), server.nodes);
  assert.deepEqual(await client.clusterNodes(), server.nodes);
  assert.equal(server.logins, 1);
  assert.deepEqual(results, ['login ok', 'nodes ok', 'nodes ok']);
});

test('agents come in pages of 500, and no more pages than are needed', async () => {
  server.agents = Array.from({ length: 1_250 }, (_, index) => ({
    id: String(index + 1).padStart(3, '0'),
    node_name: index % 5 === 0 ? 'worker1' : 'master',
    version: 'Wazuh v4.14.7',
  }));
  const client = open();
  const all = await client.activeAgents('master', 10_000);
  assert.equal(all.agents.length, 1_000);
  assert.equal(new Set(all.agents.map(({ id }) => id)).size, 1_000);
  assert.equal(server.askedOf('/agents').length, 2);
  assert.equal((await client.activeAgents('master', 100)).agents.length, 500);
  assert.deepEqual(await client.agentCounts(), { worker1: 250, master: 1_000 });
});

test('agents are asked in lists of 300, and those that cannot be are told with the reason', async () => {
  server.refuses = { '007': 1707, '400': 1701, '401': 1701 };
  const ids = Array.from({ length: 700 }, (_, index) => String(index + 1).padStart(3, '0'));
  const { asked, refused, stopped } = await open().reconnect(ids);
  assert.equal(asked.length, 697);
  assert.deepEqual(refused, { '1707': ['007'], '1701': ['400', '401'] });
  assert.equal(stopped, undefined);
  const lists = server.askedOf('/agents/reconnect').map(({ query }) => query.get('agents_list')?.split(','));
  assert.deepEqual(
    lists.map((list) => list?.length),
    [300, 300, 100],
  );
});

test('a list that fails after another one is told with what was asked before it', async () => {
  const client = open();
  await client.clusterNodes();
  const ids = Array.from({ length: 500 }, (_, index) => String(index + 1).padStart(3, '0'));
  const asking = client.reconnect(ids);
  server.instead(/reconnect/, {
    status: 200,
    body: JSON.stringify({ data: { affected_items: ids.slice(0, 300) } }),
  });
  server.instead(/reconnect/, { status: 500, body: '{}' }, 9);
  const { asked, stopped } = await asking;
  assert.equal(asked.length, 300);
  assert.equal(stopped?.code, 'wazuh/api-away');
});

test('a token that was revoked is replaced once, and one that ages before its end', async () => {
  const clock = hastyClock();
  const client = open({ clock });
  await client.clusterNodes();
  server.endTokens();
  await client.clusterNodes();
  assert.equal(server.logins, 2);
  clock.skip(899_000);
  await client.clusterNodes();
  assert.equal(server.logins, 3);
  assert.equal(results.filter((result) => result === 'nodes 401').length, 1);
});

test('a wrong password is tried once, and another one at once', async () => {
  let password = 'wrong';
  const clock = hastyClock();
  const client = open({ password: () => password, clock });
  for (let time = 0; time < 20; time += 1)
    assert.equal(await codeOf(client.clusterNodes()), 'wazuh/api-login-refused');
  assert.equal(server.logins, 1);
  password = 'secret';
  await client.clusterNodes();
  assert.equal(server.logins, 2);
});

test('refused logins stay far below the 50 that block an address', async () => {
  const clock = hastyClock();
  const client = open({ password: () => 'wrong', clock });
  for (let beat = 0; beat < 360; beat += 1) {
    assert.equal(await codeOf(client.clusterNodes()), 'wazuh/api-login-refused');
    clock.skip(10_000);
  }
  assert.ok(server.logins <= 9, `${server.logins} logins in an hour`);
});

test('a blocked address waits until the block has ended', async () => {
  const clock = hastyClock();
  const client = open({ clock });
  server.instead(/authenticate/, { status: 403, body: '{"title":"Permission Denied"}' });
  assert.equal(await codeOf(client.clusterNodes()), 'wazuh/api-blocked');
  clock.skip(200_000);
  assert.equal(await codeOf(client.clusterNodes()), 'wazuh/api-blocked');
  assert.equal(server.asked.length, 1);
  clock.skip(200_000);
  await client.clusterNodes();
});

test('a user without the right is told which one it needs', async () => {
  const client = open();
  server.instead(/nodes/, {
    status: 403,
    body: '{"title":"Permission Denied","detail":"Permission denied: Resource type: node:id","error":4000}',
  });
  await assert.rejects(client.clusterNodes(), (error) => {
    assert.ok(error instanceof Fault && error.code === 'wazuh/api-forbidden');
    assert.match(error.remedy, /cluster:read/);
    assert.match(error.message, /Permission denied/);
    return true;
  });
});

test('a cluster that is slow for a moment (3021) is asked again', async () => {
  const client = open();
  server.instead(
    /nodes/,
    {
      status: 500,
      body: '{"title":"Wazuh Internal Error","detail":"Timeout executing API request","error":3021}',
    },
    2,
  );
  assert.deepEqual(await client.clusterNodes(), server.nodes);
  assert.deepEqual(results, ['login ok', 'nodes 500', 'nodes 500', 'nodes ok']);
});

test('a 429 silences all requests for a while, and then the same is asked again', async () => {
  const clock = hastyClock();
  const client = open({ clock });
  const began = clock.now();
  server.instead(/nodes/, {
    status: 429,
    body: '{"title":"Wazuh Error","detail":"Maximum number of requests per minute reached","code":6001}',
  });
  assert.deepEqual(await client.clusterNodes(), server.nodes);
  assert.ok(clock.now() - began >= 5_000);
  server.instead(/nodes/, { status: 429, body: '{"code":6001}' }, 99);
  assert.equal(await codeOf(client.clusterNodes()), 'wazuh/api-rate-limit');
});

test('an order that may have been carried out is not given twice', async () => {
  for (const what of [
    { status: 500, body: '{"error":3021}' },
    { does: 'cut' },
    { status: 200, body: '?' },
  ] as const) {
    const client = open();
    server.asked.length = 0;
    server.instead(/reconnect/, what);
    assert.match(await codeOf(client.reconnect(['001'])), /api-away|api-unexpected-answer/);
    assert.equal(server.askedOf('/agents/reconnect').length, 1, JSON.stringify(what));
  }
});

test('of two URLs the one that answers is used, and remembered', async () => {
  const dead = await deadUrl();
  const client = open({ urls: [dead, url] });
  await client.clusterNodes();
  await client.reconnect(['001']);
  assert.equal(client.url, url);
  assert.deepEqual(results, ['login no-connection', 'login ok', 'nodes ok', 'reconnect ok']);
});

test('a URL that hangs is left in time for the next one', async () => {
  const ca = readFileSync(server.caFile, 'utf8');
  const other = new WazuhApiServer(dir);
  const otherUrl = await other.listen();
  server.instead(/status/, { does: 'hang' }, 99);
  try {
    // Its certificate is not the first one's: each test server signs itself.
    const client = open({ urls: [url, otherUrl], ca: `${readFileSync(other.caFile, 'utf8')}${ca}` });
    assert.equal((await client.managerStatus('master'))['wazuh-remoted'], 'running');
    assert.equal(client.url, otherUrl);
  } finally {
    await other.close();
  }
});

test('when no URL answers, each one is told with its reason', async () => {
  const client = open({ urls: [await deadUrl(), await deadUrl()] });
  await assert.rejects(client.clusterNodes(), (error) => {
    assert.ok(error instanceof Fault && error.code === 'wazuh/api-away');
    assert.match(error.message, /127.0.0.1:\d+: connection refused; 127.0.0.1:\d+: connection refused/);
    return true;
  });
});

test('a certificate of another authority gets no password', async () => {
  const client = open({ ca: undefined });
  await assert.rejects(client.clusterNodes(), /signed by itself, and not known/);
  assert.equal(await codeOf(client.clusterNodes()), 'wazuh/api-certificate');
  assert.deepEqual(server.asked, []);
});

test('a certificate for another host gets no password', async () => {
  const client = open({ urls: [url.replace('127.0.0.1', '127.0.0.2')] });
  assert.match(await codeOf(client.clusterNodes()), /wazuh.api-certificate/);
  assert.deepEqual(server.asked, []);
});

test('a pinned fingerprint alone is enough, and one that differs gets no password', async () => {
  const right = open({ ca: undefined, fingerprint: server.fingerprint });
  assert.equal((await right.clusterNodes()).length, 2);
  server.asked.length = 0;
  const wrong = open({ ca: undefined, fingerprint: 'a'.repeat(64) });
  await assert.rejects(wrong.clusterNodes(), (error) => {
    assert.ok(error instanceof Fault && error.code === 'wazuh/api-certificate');
    assert.match(error.message, new RegExp(server.fingerprint));
    return true;
  });
  const both = open({ fingerprint: 'a'.repeat(64) });
  assert.equal(await codeOf(both.clusterNodes()), 'wazuh/api-certificate');
  assert.deepEqual(server.asked, []);
});

test('answers that are no answers are told as such, and hurt nobody', async () => {
  const bodies = [
    '',
    '<html>',
    '{}',
    '[]',
    'null',
    '{"data":{"affected_items":[{"name":5}]}}',
    '{"data":{"affected_items":"all","total_affected_items":1}}',
    JSON.stringify({
      data: { affected_items: [{ name: 'x'.repeat(9_999), type: '', ip: '' }], total_affected_items: 1 },
    }),
  ];
  for (const body of bodies) {
    server.instead(/nodes/, { status: 200, body });
    assert.equal(await codeOf(open().clusterNodes()), 'wazuh/api-unexpected-answer', body.slice(0, 60));
  }
  server.instead(/authenticate/, { status: 200, body: '{"data":{"token":"a b\\r\\nx: y"}}' });
  assert.equal(await codeOf(open().clusterNodes()), 'wazuh/api-unexpected-answer');
});

test('an API that always has more to come is left after a thousand nodes', async () => {
  const items = Array.from({ length: 500 }, (_, index) => ({ ...server.nodes[0]!, name: `n${index}` }));
  server.instead(
    /nodes/,
    {
      status: 200,
      body: JSON.stringify({ data: { affected_items: items, total_affected_items: 9_999_999 } }),
    },
    99,
  );
  assert.equal((await open().clusterNodes()).length, 1_000);
});

test('an answer without end is left after 4 MiB, and one that is cut is none', async () => {
  for (const does of ['flood', 'cut'] as const) {
    server.instead(/nodes/, { does }, 99);
    assert.equal(await codeOf(open().clusterNodes()), 'wazuh/api-away', does);
  }
});

test('what is on its way ends when the client is closed', async () => {
  const client = open();
  server.instead(/nodes/, { does: 'hang' }, 99);
  const asking = codeOf(client.clusterNodes());
  await waitUntil('the request is there', 5_000, () => server.askedOf('/cluster/nodes').length > 0);
  await new Promise((resolve) => setTimeout(resolve, 10));
  client.close();
  assert.equal(await asking, 'wazuh/api-away');
});

test('moves that use up the budget leave discovery its share', async () => {
  const clock = hastyClock();
  // Time passes only where the client waits, and it may not wait for longer than a move's patience.
  const client = open({ clock, requestsPerMinute: 20 });
  let moved = 0;
  while ((await codeOf(client.reconnect(['001']))) === 'none') moved += 1;
  assert.ok(moved >= 10 && moved <= 15, `${moved} orders`);
  assert.equal(await codeOf(client.reconnect(['001'])), 'wazuh/api-budget-spent');
  for (let beat = 0; beat < 4; beat += 1) await client.clusterNodes();
  assert.ok(server.asked.length <= 20, `${server.asked.length} requests`);
});

test('without its password nobody is asked', async () => {
  assert.equal(await codeOf(open({ password: () => undefined }).clusterNodes()), 'wazuh/api-secret-missing');
  assert.deepEqual(server.asked, []);
});
