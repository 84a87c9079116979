import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AgentKey } from '../../src/wazuh/protocol/agent-key.ts';
import { printKeepalive, printStartup } from '../../src/wazuh/protocol/agent-message.ts';
import { sharedKeys } from '../../src/wazuh/simulate/shared-keys.ts';
import { askWazuhApi, wazuhToken } from '../support/ask-wazuh-api.ts';
import { RawAgent } from '../support/raw-agent.ts';
import { waitUntil } from '../support/wait-until.ts';
import { killed, type Played, type PlayedManager, WazuhGround } from '../support/wazuh-ground.ts';

const STARTUP = printStartup('v4.14.7');
const [WEB1, WEB2] = sharedKeys(2) as [AgentKey, AgentKey];
/** A tenth of every documented delay. */
const QUICK = ['--time-scale', '0.1'];

const all = (agents: Played, count: number) =>
  waitUntil(`${count} agents are up`, 30_000, async () => (await agents.count('up')) === count);

describe('a simulated cluster', () => {
  const ground = new WazuhGround(40);
  let master: PlayedManager;
  let worker: PlayedManager;
  let fleet: Played;
  let token: string;
  const api = (said: string) => askWazuhApi(master.ports.api, said, { token });
  const onNode = async (node: string) => {
    const { json } = await api(`GET /agents?select=id,node_name&status=active&q=id!=000&node_name=${node}`);
    return json.data?.affected_items.map(({ id }) => String(id)) ?? [];
  };

  before(async () => {
    master = await ground.manager('master', [
      ...[...QUICK, '--keys', ground.keys, '--requests-per-minute', '0', '--request-timeout', '2'],
    ]);
    worker = await ground.manager('worker', [
      ...[...QUICK, '--keys', ground.keys, '--requests-per-minute', '0', '--request-timeout', '2'],
      ...['--master', `127.0.0.1:${master.ports.cluster}`],
    ]);
    // A busy machine must not make agents miss a word of their manager.
    const patient = [...QUICK, '--notify-time', '50'];
    fleet = await ground.agents(40, [worker.events], [...patient, '--keys', ground.keys]);
    await all(fleet, 40);
    token = await wazuhToken(master.ports.api);
  });
  after(() => ground.end());

  it('tells its managers, from either of them', async () => {
    for (const port of [master.ports.api, worker.ports.api]) {
      const auth = { token: await wazuhToken(port) };
      const { json } = await askWazuhApi(port, 'GET /cluster/nodes', auth);
      assert.deepEqual(
        json.data?.affected_items.map(({ name, type, ip }) => [name, type, ip]),
        [
          ['master', 'master', '127.0.0.1'],
          ['worker', 'worker', '127.0.0.1'],
        ],
      );
    }
  });

  it("tells the master of a worker's agents after a while", async () => {
    const ids = await waitUntil('the master knows of all', 20_000, async () => {
      const found = await onNode('worker');
      return found.length === 40 && found;
    });
    assert.equal(ids[0], '001');
    const health = (await api('GET /cluster/healthcheck')).json.data?.affected_items;
    assert.deepEqual(
      health?.map(({ info }) => (info as { n_active_agents: number }).n_active_agents),
      [0, 40],
    );
    const distinct = await api('GET /agents/stats/distinct?fields=node_name&q=status=active;id!=000');
    assert.deepEqual(distinct.json.data?.affected_items, [{ node_name: 'worker', count: 40 }]);
    const stats = await api('GET /cluster/worker/daemons/stats?daemons_list=wazuh-remoted');
    const metrics = stats.json.data?.affected_items[0]?.['metrics'] as { tcp_sessions: number } | undefined;
    assert.equal(metrics?.tcp_sessions, 40);
  });

  it('gives lists in pages, sorted and cut to the fields that are asked for', async () => {
    const { json } = await api('GET /agents?sort=-id&limit=2&offset=1&select=name&q=id!=000');
    assert.deepEqual(json.data?.affected_items, [
      { id: '039', name: 'agent-39' },
      { id: '038', name: 'agent-38' },
    ]);
    assert.equal(json.data?.['total_affected_items'], 40);
    assert.equal((await api('GET /agents?limit=100001')).status, 400);
    assert.equal((await api('GET /agents?nonsense=1')).status, 400);
  });

  it('makes agents connect again by their order, and tells which could not be asked', async () => {
    await fleet.ask({ do: 'reset' });
    const { status, json } = await api(
      'PUT /agents/reconnect?agents_list=001,002,000,777&wait_for_complete=true',
    );
    assert.deepEqual([status, json.error, json.data?.affected_items], [200, 2, ['001', '002']]);
    const failures = json.data?.['failed_items'] as { error: { code: number }; id: string[] }[];
    assert.deepEqual(
      failures.map(({ error, id }) => [error.code, ...id]),
      [
        [1703, '000'],
        [1701, '777'],
      ],
    );
    await waitUntil('both are back', 20_000, async () => (await fleet.count('agentsReconnected')) === 2);
    await all(fleet, 40);
    assert.equal(await fleet.count('ordered'), 2);
    assert.equal(await worker.count('reconnectOrders'), 2);
  });

  it('fails with 3021 when the worker whose agents are meant is frozen', async () => {
    await waitUntil('the agents count again', 20_000, async () => (await onNode('worker')).length === 40);
    const slow = await ground.manager('slow', [
      ...[...QUICK, '--keys', ground.keys, '--master', `127.0.0.1:${master.ports.cluster}`],
    ]);
    await waitUntil('it is a member', 10_000, async () =>
      ((await master.ask({ do: 'status' }))['members'] as string[]).includes('slow'),
    );
    slow.process.kill('SIGSTOP');
    const { status, json } = await api('GET /cluster/slow/status');
    assert.deepEqual([status, json.error], [500, 3021]);
    assert.deepEqual((await api('GET /cluster/nowhere/status')).json.error, 3022);
    await killed(slow.process);
  });

  it('is without an API while its master is away, and joined again when it returns', async () => {
    const auth = { token: await wazuhToken(worker.ports.api) };
    await killed(master.process);
    await waitUntil(
      'the worker knows',
      10_000,
      async () => !(await worker.ask({ do: 'status' }))['isJoined'],
    );
    const { status, json } = await askWazuhApi(worker.ports.api, 'GET /agents', auth);
    assert.deepEqual([status, json.error], [500, 3023]);
    assert.equal(await fleet.count('up'), 40, 'agents of workers notice nothing');
    master = await ground.manager('master', [...QUICK, '--requests-per-minute', '0'], master);
    await waitUntil('it has joined', 20_000, async () => (await worker.ask({ do: 'status' }))['isJoined']);
    token = await wazuhToken(master.ports.api);
    // Two were asked to connect again, and the disk may be a second behind.
    assert.ok((await onNode('worker')).length >= 38, 'what the master knew is still there');
  });

  it('gets its agents back after a kill: at once on another server, or with patience on the same', async () => {
    await fleet.ask({ do: 'reset' });
    await killed(worker.process);
    await waitUntil('they notice', 10_000, async () => (await fleet.count('up')) === 0);
    const args = [...QUICK, '--master', `127.0.0.1:${master.ports.cluster}`];
    worker = await ground.manager('worker', args, worker);
    await all(fleet, 40);
    assert.equal(await fleet.count('mostDown'), 40);
    const timeline = (await fleet.ask({ do: 'timeline' })) as unknown as { up: number }[];
    assert.deepEqual(
      [timeline[0]?.up, Math.min(...timeline.map(({ up }) => up)), timeline.at(-1)?.up],
      [40, 0, 40],
    );
  });
});

describe('the delays of a simulated cluster', () => {
  const ground = new WazuhGround(3);
  after(() => ground.end());

  it('are those between a worker that knows of an agent and a master that does not yet', async () => {
    const slow = ['--time-scale', '1000', '--keys', ground.keys];
    const master = await ground.manager('master', slow);
    const worker = await ground.manager('worker', [...slow, '--master', `127.0.0.1:${master.ports.cluster}`]);
    const agent = new RawAgent(worker.ports.events, WEB1);
    agent.say(STARTUP);
    agent.say(printKeepalive({ host: 'web', ip: '10.0.0.5', version: 'v4.14.7' }));
    await waitUntil('both are acknowledged', 10_000, () => agent.heard.length === 2);
    assert.deepEqual((await worker.ask({ do: 'status' }))['activeByNode'], { worker: 1 });
    assert.deepEqual((await master.ask({ do: 'status' }))['activeByNode'], {});
    agent.close();
  });

  it('let an order go to a manager that the agent has left, and nobody is told', async () => {
    const quick = [...QUICK, '--keys', ground.keys];
    const master = await ground.manager('head', quick);
    const worker = await ground.manager('hand', [...quick, '--master', `127.0.0.1:${master.ports.cluster}`]);
    const agent = new RawAgent(worker.ports.events, WEB2);
    agent.say(STARTUP);
    agent.say(printKeepalive({ host: 'web', ip: '10.0.0.5', version: 'v4.14.7' }));
    const token = await wazuhToken(master.ports.api);
    const ask = (said: string) => askWazuhApi(master.ports.api, said, { token });
    await waitUntil('the master knows', 15_000, async () => {
      const { json } = await ask('GET /agents?agents_list=002&status=active');
      return json.data?.affected_items[0]?.['node_name'] === 'hand';
    });
    agent.close();
    await waitUntil('it has left', 5_000, async () => (await worker.count('sessions')) === 0);
    const { json } = await ask('PUT /agents/reconnect?agents_list=002');
    assert.deepEqual([json.error, json.data?.affected_items], [0, ['002']]);
    assert.deepEqual([await worker.count('lostOrders'), await worker.count('reconnectOrders')], [1, 0]);
  });
});
