import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, it } from 'node:test';
import { openWazuhClient } from '../../src/wazuh/api/open-wazuh-client.ts';
import type { WazuhClient } from '../../src/wazuh/api/wazuh-client.ts';
import { discoverManagers } from '../../src/wazuh/discover/discover-managers.ts';
import { NO_MANAGERS } from '../../src/wazuh/discover/discovery.ts';
import { codeOf } from '../support/code-of.ts';
import { waitUntil } from '../support/wait-until.ts';
import { killed, type Played, type PlayedManager, WazuhGround } from '../support/wazuh-ground.ts';

/** A tenth of every documented delay. */
const QUICK = ['--time-scale', '0.1'];
const ground = new WazuhGround(60);
after(() => ground.end());

let clients: WazuhClient[] = [];
afterEach(() => {
  for (const client of clients) client.close();
  clients = [];
});

interface Differs {
  readonly password?: string;
  readonly requestsPerMinute?: number;
  readonly results?: string[];
}

/** A client that trusts the certificates of these managers, tried in this order. */
function open(managers: readonly PlayedManager[], differs: Differs = {}): WazuhClient {
  const { password = 'wazuh', requestsPerMinute = 300, results = [] } = differs;
  const client = openWazuhClient({
    api: {
      urls: managers.map(({ ports }) => `https://127.0.0.1:${ports.api}`),
      user: 'wazuh',
      password: { env: 'UNUSED' },
      ca: undefined,
      fingerprint: undefined,
      requestsPerMinute,
    },
    ca: managers.map(({ name }) => readFileSync(join(ground.dir, name, 'manager.pem'), 'utf8')).join('\n'),
    password: () => password,
    onRequest: (call, result) => void results.push(`${call} ${result}`),
  });
  clients.push(client);
  return client;
}

const worker = (master: PlayedManager, ...args: string[]) => [
  ...['--keys', ground.keys, '--master', `127.0.0.1:${master.ports.cluster}`],
  ...QUICK,
  ...args,
];

describe('the client and a simulated cluster', () => {
  let [master, second]: PlayedManager[] = [];
  let [ofMaster, ofSecond]: Played[] = [];

  before(async () => {
    master = await ground.manager('manager1', ['--keys', ground.keys, ...QUICK]);
    second = await ground.manager('manager2', worker(master));
    const quick = ['--keys', ground.keys, '--notify-time', '1'];
    ofMaster = await ground.agents(40, [master.events], quick);
    ofSecond = await ground.agents(0, [second.events], quick);
  });

  it('lists the managers, also through a worker, when the first URL is dead', async () => {
    const dead = await ground.manager('dead', ['--keys', ground.keys]);
    await killed(dead.process);
    const client = open([dead, second!]);
    const nodes = await waitUntil('two managers', 20_000, async () => {
      const listed = await client.clusterNodes();
      return listed.length === 2 && listed;
    });
    assert.deepEqual(
      nodes.map(({ name, type, version }) => [name, type, version]),
      [
        ['manager1', 'master', '4.14.7'],
        ['manager2', 'worker', '4.14.7'],
      ],
    );
    assert.equal(client.url, `https://127.0.0.1:${second!.ports.api}`);
  });

  it('counts and lists the agents of a manager, and those that are asked connect again', async () => {
    const client = open([master!]);
    await waitUntil(
      'the agents are known',
      30_000,
      async () => (await client.agentCounts())['manager1'] === 40,
    );
    assert.equal(await ofSecond!.count('agents'), 0);
    const { agents, total } = await client.activeAgents('manager1', 1_000);
    assert.deepEqual([agents.length, total], [40, 40]);
    assert.ok(
      agents.every(({ manager, version }) => manager === 'manager1' && /v4\.\d+\./.test(version ?? '')),
    );
    await ofMaster!.ask({ do: 'reset' });
    const ids = agents.slice(0, 10).map(({ id }) => id);
    const { asked, refused } = await client.reconnect([...ids, '999999']);
    assert.deepEqual([...asked].sort(), [...ids].sort());
    assert.deepEqual(refused, { '1701': ['999999'] });
    await waitUntil(
      'ten have connected again',
      30_000,
      async () => (await ofMaster!.count('reconnects')) === 10,
    );
    await waitUntil('all are up', 30_000, async () => (await ofMaster!.count('up')) === 40);
  });

  it('knows the daemons of a manager', async () => {
    assert.equal((await open([master!]).managerStatus('manager1'))['wazuh-remoted'], 'running');
  });

  it('a manager that joins is discovered with the first answer that lists it', async () => {
    const client = open([master!]);
    const cluster = {
      profile: 4,
      api: undefined,
      managers: { manager1: '10.77.0.21', manager2: '10.77.0.22' },
      discover: true,
      exclude: [],
      addresses: { manager3: '10.77.0.23' },
      removeAfterMs: 3_600_000,
      events: { pool: 'wazuh-events', port: 1514 },
      enrollment: undefined,
      apiService: undefined,
      dashboard: undefined,
      agents: 100,
    } as const;
    let memory = NO_MANAGERS;
    const beat = async () => {
      const facts = { cluster, checks: {}, wished: {}, taken: [], arePeersSeen: true, nowMs: Date.now() };
      const found = discoverManagers({ ...facts, nodes: await client.clusterNodes() }, memory);
      memory = found.memory;
      return found.wishes;
    };
    assert.deepEqual(await beat(), []);
    const third = await ground.manager('manager3', worker(master!));
    const wishes = await waitUntil('it is discovered', 20_000, async () => {
      const asked = await beat();
      return asked.length > 0 && asked;
    });
    assert.deepEqual(wishes, [
      { kind: 'manager', manager: 'manager3', address: '10.77.0.23', role: 'worker' },
    ]);
    await killed(third.process);
  });
});

describe('a simulated manager that says no', () => {
  it('renews a token that ends soon, without being refused once', async () => {
    const manager = await ground.manager('short', ['--token-time', '2']);
    const results: string[] = [];
    const client = open([manager], { results });
    await waitUntil('three logins', 20_000, async () => {
      await client.clusterNodes();
      return results.filter((result) => result === 'login ok').length >= 3;
    });
    assert.deepEqual(
      results.filter((result) => !result.endsWith(' ok')),
      [],
    );
  });

  it('refuses a wrong password once, and a right one is not held up by it', async () => {
    const manager = await ground.manager('strict', ['--login-attempts', '3']);
    const wrong = open([manager], { password: 'wrong' });
    for (let time = 0; time < 10; time += 1)
      assert.equal(await codeOf(wrong.clusterNodes()), 'wazuh/api-login-refused');
    assert.equal((await open([manager]).clusterNodes()).length, 1);
  });

  it('forbids what the role does not have, by name', async () => {
    const manager = await ground.manager('narrow', ['--keys', ground.keys, '--api-actions', 'cluster:read']);
    const client = open([manager]);
    assert.equal((await client.clusterNodes()).length, 1);
    assert.equal(await codeOf(client.reconnect(['001'])), 'wazuh/api-forbidden');
    assert.equal(await codeOf(client.agentCounts()), 'wazuh/api-forbidden');
  });

  it('answers 429 above its limit, and the budget keeps below it', async () => {
    const manager = await ground.manager('busy', ['--requests-per-minute', '20']);
    const results: string[] = [];
    const client = open([manager], { requestsPerMinute: 20, results });
    let asked = 0;
    while ((await codeOf(client.clusterNodes())) === 'none') {
      asked += 1;
      assert.ok(asked <= 20);
      if (asked === 14) break;
    }
    assert.ok(asked >= 14, `${asked} requests`);
    assert.deepEqual(
      results.filter((result) => result.endsWith('429')),
      [],
    );
    const greedy = open([manager], { requestsPerMinute: 300 });
    const codes: string[] = [];
    for (let time = 0; time < 10 && codes.at(-1) !== 'wazuh/api-rate-limit'; time += 1)
      codes.push(await codeOf(greedy.reconnect(['001'])));
    assert.equal(codes.at(-1), 'wazuh/api-rate-limit');
  });
});
