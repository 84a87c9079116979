import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { askWazuhApi, wazuhToken } from '../support/ask-wazuh-api.ts';
import { waitUntil } from '../support/wait-until.ts';
import { WazuhGround } from '../support/wazuh-ground.ts';

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
