import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { AgentKey } from '../../src/wazuh/protocol/agent-key.ts';
import { printKeepalive, printStartup } from '../../src/wazuh/protocol/agent-message.ts';
import { printEnrollmentRequest } from '../../src/wazuh/protocol/enrollment.ts';
import { askAuthd } from '../../src/wazuh/simulate/fleet/enroller.ts';
import { sharedKeys } from '../../src/wazuh/simulate/shared-keys.ts';
import { RawAgent } from '../support/raw-agent.ts';
import { waitUntil } from '../support/wait-until.ts';
import { killed, type Played, type PlayedManager, WazuhGround } from '../support/wazuh-ground.ts';

const ACK = '#!-agent ack ';
const STARTUP = printStartup('v4.14.7');
const [WEB1, WEB2, WEB3] = sharedKeys(3) as [AgentKey, AgentKey, AgentKey];
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
    await assert.rejects(waitUntil('an answer', 300, () => asked.heard.length > 0));
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

describe('3,000 simulated agents', () => {
  const ground = new WazuhGround(3_000);
  after(() => ground.end());

  it('are up at one manager, some with Blowfish, and go on to the next server when it dies', async () => {
    const keys = ['--keys', ground.keys];
    const [first, second] = [await ground.manager('first', keys), await ground.manager('second', keys)];
    const servers = [first.events, second.events];
    // Only the pauses between tries are short: keepalives are as far apart as real ones.
    const options = [...keys, ...QUICK, '--notify-time', '200', '--start-rate', '1000/s'];
    const aes = await ground.agents(2_500, servers, options);
    const blowfish = await ground.agents(500, servers, [
      ...options,
      '--first',
      '2501',
      '--crypto',
      'blowfish',
    ]);
    const up = async () => (await aes.count('up')) + (await blowfish.count('up'));
    await waitUntil('all are up', 120_000, async () => (await up()) === 3_000);
    assert.deepEqual([await first.count('sessions'), await second.count('sessions')], [3_000, 0]);
    await killed(first.process);
    await waitUntil('all are up again', 120_000, async () => (await second.count('sessions')) === 3_000);
    await waitUntil('and were told so', 30_000, async () => (await up()) === 3_000);
  });
});
