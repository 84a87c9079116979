import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { printKeepalive, printStartup } from '../../src/wazuh/protocol/agent-message.ts';
import { printEnrollmentRequest } from '../../src/wazuh/protocol/enrollment.ts';
import { askAuthd } from '../../src/wazuh/simulate/fleet/enroller.ts';
import { sharedKeys } from '../../src/wazuh/simulate/shared-keys.ts';
import { askWazuhApi, wazuhToken } from '../support/ask-wazuh-api.ts';
import { RawAgent } from '../support/raw-agent.ts';
import { waitUntil } from '../support/wait-until.ts';
import { killed, type Played, type PlayedManager, WazuhGround } from '../support/wazuh-ground.ts';

const ACK = '#!-agent ack ';
const STARTUP = printStartup('v4.14.7');
const [WEB1, WEB2, WEB3] = sharedKeys(3) as [
  ReturnType<typeof sharedKeys>[0],
  ReturnType<typeof sharedKeys>[0],
  ReturnType<typeof sharedKeys>[0],
];
/** A tenth of every documented delay. */
const QUICK = ['--time-scale', '0.1'];

const all = (agents: Played, count: number) =>
  waitUntil(`${count} agents are up`, 30_000, async () => (await agents.count('up')) === count);

describe('a simulated manager', () => {
  const ground = new WazuhGround(10);
  let manager: PlayedManager;

  before(async () => {
    manager = await ground.manager('manager1', ['--keys', ground.keys, '--overtake-time', '3']);
  });
  after(() => ground.end());

  it('answers an agent that starts and keeps alive, with either encryption', async () => {
    for (const [key, crypto] of [
      [WEB1, 'aes'],
      [WEB2, 'blowfish'],
    ] as const) {
      const agent = new RawAgent(manager.ports.events, key, crypto);
      agent.say(STARTUP);
      await agent.hears(ACK);
      agent.say(printKeepalive({ host: key.name, ip: '10.0.0.5', version: 'v4.14.7' }));
      await waitUntil('the second ack', 10_000, () => agent.heard.length === 2);
      assert.deepEqual(agent.heard, [ACK, ACK]);
      agent.close();
    }
  });

  it('answers the health question of a balancer without knowing who asks', async () => {
    const anybody = new RawAgent(manager.ports.events, WEB1);
    anybody.write(Buffer.from('050000002370696e67', 'hex'));
    await anybody.hears('#pong');
    anybody.close();
  });

  it('closes on an unknown agent, a wrong key, a frame that is none and one that is too long', async () => {
    const unknown = new RawAgent(manager.ports.events, { ...WEB1, id: '999' });
    unknown.say(STARTUP);
    const wrong = new RawAgent(manager.ports.events, { ...WEB1, key: 'wrong' });
    wrong.say(STARTUP);
    const garbage = new RawAgent(manager.ports.events, WEB1);
    garbage.write(Buffer.from('GET / HTTP/1.1\r\n\r\n'));
    const nonsense = new RawAgent(manager.ports.events, WEB1);
    nonsense.write(Buffer.from('03000000616263', 'hex'));
    await Promise.all([unknown, wrong, garbage, nonsense].map((agent) => agent.isRefused()));
    assert.equal(await manager.count('refusedFrames'), 4);
  });

  it('tells an agent that is newer than itself why it may not connect', async () => {
    const newer = new RawAgent(manager.ports.events, WEB3);
    newer.say(printStartup('v4.99.0'));
    await newer.hears('#!-err {"message":"Agent version must be lower or equal to manager version"}');
    newer.close();
  });

  it('refuses a second connection of an agent that it has just heard of, and takes it when the first went silent', async () => {
    const first = new RawAgent(manager.ports.events, WEB3);
    first.say(STARTUP);
    await first.hears(ACK);
    const second = new RawAgent(manager.ports.events, WEB3);
    second.say(STARTUP);
    await second.isRefused();
    assert.equal(await manager.count('refusedOvertake'), 1);
    assert.equal(first.isClosed, false);
    const third = await waitUntil('a later one is taken', 15_000, async () => {
      const agent = new RawAgent(manager.ports.events, WEB3);
      agent.say(STARTUP);
      await waitUntil('an answer or an end', 5_000, () => agent.isClosed || agent.heard.length > 0);
      return !agent.isClosed && agent;
    });
    await first.isRefused();
    third.close();
  });

  it('takes an agent that closed its connection at once', async () => {
    for (let time = 0; time < 5; time += 1) {
      const agent = new RawAgent(manager.ports.events, WEB2);
      agent.say(STARTUP);
      await agent.hears(ACK);
      agent.close();
      await waitUntil('the manager sees it', 5_000, async () => (await manager.count('sessions')) === 0);
    }
  });

  it('does not answer while it is frozen', async () => {
    manager.process.kill('SIGSTOP');
    const asked = new RawAgent(manager.ports.events, WEB1);
    asked.write(Buffer.from('050000002370696e67', 'hex'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.deepEqual(asked.heard, []);
    manager.process.kill('SIGCONT');
    await asked.hears('#pong');
    asked.close();
  });
});

describe('enrollment', () => {
  const ground = new WazuhGround(0);
  let manager: PlayedManager;
  const ask = (line: string) => askAuthd({ host: '127.0.0.1', port: manager.ports.enrollment }, line);

  before(async () => {
    manager = await ground.manager('manager1', [...QUICK, '--enroll-password', 'open sesame']);
  });
  after(() => ground.end());

  it('gives a key for a line over TLS, and says why it gives none', async () => {
    const request = { name: 'web01', version: 'v4.14.7', password: 'open sesame' };
    const answer = await ask(printEnrollmentRequest(request));
    assert.ok('key' in answer);
    assert.deepEqual([answer.key.id, answer.key.name, answer.key.ip], ['001', 'web01', 'any']);
    assert.match(answer.key.key, /^[0-9a-f]{64}$/);
    const refused = async (said: Partial<typeof request>) =>
      ask(printEnrollmentRequest({ ...request, ...said }));
    assert.deepEqual(await refused({}), { error: 'Duplicate agent name: web01' });
    assert.deepEqual(await refused({ password: 'wrong' }), { error: 'Invalid password' });
    assert.deepEqual(await refused({ name: 'web 02' }), { error: 'Invalid agent name: web 02' });
    assert.deepEqual(await refused({ name: 'web02', version: 'v5.0.0' }), {
      error: 'Agent version must be lower or equal to manager version',
    });
    assert.deepEqual(await ask('hello\n'), { error: 'Invalid request for new agent' });
  });

  it('through a worker reaches the master, whose new agents every manager knows after a while', async () => {
    const worker = await ground.manager('worker1', [
      ...QUICK,
      '--master',
      `127.0.0.1:${manager.ports.cluster}`,
    ]);
    const password = ['--enroll-password', 'open sesame', '--name-prefix', 'new-'];
    const fleet = await ground.agents(
      5,
      [worker.events],
      [...['--enroll', worker.enrollment, ...password], ...QUICK],
    );
    await all(fleet, 5);
    assert.equal(await manager.count('enrolled'), 6);
    assert.equal(await worker.count('agents'), 6);
  });
});

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
    fleet = await ground.agents(40, [worker.events], [...QUICK, '--keys', ground.keys]);
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
    assert.equal((await onNode('worker')).length, 40, 'what the master knew is still there');
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

describe('the simulated API', () => {
  const ground = new WazuhGround(1);
  after(() => ground.end());

  it('signs tokens with ES512 that end after their time, and takes no other', async () => {
    const { ports } = await ground.manager('brief', ['--token-time', '2']);
    const token = await wazuhToken(ports.api);
    const [header = '', payload = ''] = token
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    assert.deepEqual(JSON.parse(header), { alg: 'ES512', typ: 'JWT' });
    const { nbf, exp, sub } = JSON.parse(payload) as { nbf: number; exp: number; sub: string };
    assert.deepEqual([exp - nbf, sub], [2, 'wazuh']);
    const ask = async (with_: string) => (await askWazuhApi(ports.api, 'GET /', { token: with_ })).status;
    assert.equal(await ask(token), 200);
    const said = token.slice(0, token.lastIndexOf('.'));
    assert.equal(await ask(`${said}.${createHmac('sha256', 'x').update(said).digest('base64url')}`), 401);
    assert.equal((await askWazuhApi(ports.api, 'GET /', undefined)).status, 401);
    await waitUntil('it ends', 10_000, async () => (await ask(token)) === 401);
  });

  it('answers 429 beyond its requests a minute, whoever asks', async () => {
    const { ports } = await ground.manager('limited', ['--requests-per-minute', '5']);
    const token = await wazuhToken(ports.api);
    const answers = [];
    for (let time = 0; time < 6; time += 1) answers.push(await askWazuhApi(ports.api, 'GET /', { token }));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 200, 429, 429],
    );
    assert.equal(answers.at(-1)?.json.code, 6001);
    const login = { login: 'wazuh:wazuh' };
    assert.equal((await askWazuhApi(ports.api, 'POST /security/user/authenticate', login)).status, 429);
  });

  it('blocks an address after too many wrong passwords', async () => {
    const { ports } = await ground.manager('strict', ['--login-attempts', '3', '--block-time', '4']);
    const log = async (password: string) => {
      const login = { login: `wazuh:${password}` };
      return (await askWazuhApi(ports.api, 'POST /security/user/authenticate', login)).status;
    };
    assert.deepEqual([await log('a'), await log('b'), await log('c')], [401, 401, 401]);
    assert.equal(await log('wazuh'), 403);
    await waitUntil('the block ends', 15_000, async () => (await log('wazuh')) === 200);
  });

  it('forbids what the user has no right to, and fails on demand', async () => {
    const manager = await ground.manager('poor', ['--api-actions', 'agent:read,cluster:read']);
    const { api } = manager.ports;
    const ask = async (said: string) => {
      const { status, json } = await askWazuhApi(api, said, { token: await wazuhToken(api) });
      return [status, json.error];
    };
    assert.deepEqual(await ask('PUT /agents/reconnect?agents_list=001'), [403, 4000]);
    assert.deepEqual(await ask('GET /agents'), [200, 0]);
    await manager.ask({ do: 'fail', what: 'api-timeout' });
    assert.deepEqual(await ask('GET /agents'), [500, 3021]);
    await manager.ask({ do: 'fail', what: 'api' });
    await assert.rejects(ask('GET /agents'), { code: 'ECONNREFUSED' });
    await manager.ask({ do: 'fail', what: 'none' });
    assert.deepEqual(await ask('GET /agents'), [200, 0]);
    assert.match(String((await manager.ask({ do: 'fail', what: 'nonsense' }))['error']), /one of none, api/);
  });
});

describe('3,000 simulated agents', () => {
  const ground = new WazuhGround(3_000);
  after(() => ground.end());

  it('are up at one manager, some with Blowfish, and go on to the next server when it dies', async () => {
    const keys = ['--keys', ground.keys];
    const [first, second] = [await ground.manager('first', keys), await ground.manager('second', keys)];
    const servers = [first.events, second.events];
    const options = [...keys, ...QUICK, '--start-rate', '1000/s'];
    const aes = await ground.agents(2_500, servers, options);
    const blowfish = await ground.agents(500, servers, [
      ...options,
      '--first',
      '2501',
      '--crypto',
      'blowfish',
    ]);
    const up = async () => (await aes.count('up')) + (await blowfish.count('up'));
    await waitUntil('all are up', 90_000, async () => (await up()) === 3_000);
    assert.deepEqual([await first.count('sessions'), await second.count('sessions')], [3_000, 0]);
    await killed(first.process);
    await waitUntil('all are up again', 120_000, async () => (await second.count('sessions')) === 3_000);
    await waitUntil('and were told so', 30_000, async () => (await up()) === 3_000);
  });
});
