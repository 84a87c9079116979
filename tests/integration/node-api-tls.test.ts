import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { openTlsDoor } from '../../src/node/api/door/open-tls-door.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import type { Refused } from '../../src/node/api/refused.ts';
import { type Api, serveApi } from '../../src/node/api/serve-api.ts';
import { openPage } from '../../src/node/daemon/open-page.ts';
import { PLAN_SPEC } from '../support/a-plan.ts';
import { apiParties } from '../support/api-parties.ts';
import { smallNodeService } from '../support/small-node-service.ts';
import { waitUntil } from '../support/wait-until.ts';

/* The API over mutual TLS: real certificates, real sockets. */

const root = mkdtempSync(join(tmpdir(), 'holdfast-api-tls-'));
let parties: Awaited<ReturnType<typeof apiParties>>;
let node: Awaited<ReturnType<typeof smallNodeService>>;
let api: Api;
const told: Refused[] = [];
const bugs: unknown[] = [];

before(async () => {
  parties = await apiParties(root);
  node = await smallNodeService(root);
  api = await serveApi({
    service: node.service,
    unixSocket: join(root, 'node.sock'),
    tls: { paths: parties.pathsOf('lb1'), host: '127.0.0.1', port: 0 },
    onRefused: (refused) => told.push(refused),
    onBug: (error) => bugs.push(error),
    page: openPage(node.service, '0', (error) => bugs.push(error)) ?? assert.fail('make setup'),
  });
});
after(async () => {
  await api.close();
  await node.close();
  rmSync(root, { recursive: true, force: true });
});

function as(name: string, there = 'lb1'): NodeDoor {
  return openTlsDoor({ node: there, host: '127.0.0.1', port: api.port ?? 0, tls: parties.tlsOf(name) });
}

/** Runs with a door that is closed afterwards. */
async function through<Result>(name: string, work: (door: NodeDoor) => Promise<Result>): Promise<Result> {
  const door = as(name);
  try {
    return await work(door);
  } finally {
    door.close();
  }
}

const order = { spec: PLAN_SPEC, file: 'web.yaml' };
const drain = { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' } as const;

describe('the API over mutual TLS', { timeout: 120_000 }, () => {
  it('lets an operator change the site, in the name that the certificate proves', async () => {
    await through('anna', async (door) => {
      assert.equal((await door.status()).site, 'web-edge');
      const progress = await door.apply(order, 'somebody else', (await door.history()).etag);
      assert.equal(progress.who, 'anna');
      assert.equal((await door.ask({ wish: drain, who: 'somebody else' })).intent.who, 'anna');
      assert.equal((await door.revision(1)).spec, PLAN_SPEC);
    });
  });

  it('lets a node speak as a peer, and hand on what its operator asked for', async () => {
    await through('lb2', async (door) => {
      assert.deepEqual(await door.mergeIntents([]), node.state.intents);
      assert.equal((await door.ask({ wish: drain, who: 'anna' })).intent.who, 'anna (lb2)');
      assert.ok((await door.filesInForce()).length > 0);
    });
  });

  it('serves the dashboard to whoever has a certificate, with the role that it proves', async () => {
    const ask = (name: string, path: string, headers: Record<string, string> = {}) =>
      new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
        const options = { host: '127.0.0.1', port: api.port, path, headers, agent: false as const };
        const asked = request(
          { ...options, ...parties.tlsOf(name), checkServerIdentity: () => undefined },
          (response) => {
            let text = '';
            response.on('data', (chunk) => (text += String(chunk)));
            response.on('end', () => resolve({ status: response.statusCode, text }));
          },
        );
        asked.on('error', reject).end();
      });
    assert.match((await ask('board', '/')).text, /^<!doctype html>/);
    assert.equal(JSON.parse((await ask('board', '/page/about')).text).mayChange, false);
    const { mayChange, who } = JSON.parse((await ask('anna', '/page/about')).text);
    assert.deepEqual([mayChange, who], [true, 'anna']);
    assert.equal((await ask('anna', '/page/site', { origin: 'https://evil.example' })).status, 403);
  });

  it('lets a viewer look and plan, and change nothing', async () => {
    await through('board', async (door) => {
      assert.equal((await door.observation()).node, 'lb1');
      assert.equal((await door.plan(order)).plan.site, 'web-edge');
      const writes: (() => Promise<unknown>)[] = [
        () => door.apply(order, 'board'),
        () => door.rollback({}, 'board'),
        () => door.ask({ wish: drain, who: 'board' }),
        () => door.confirm('board'),
        () => door.undo('board'),
        () => door.switchover({ vip: 'edge' }, 'board'),
        () => door.testNotify(undefined),
        () => door.mergeIntents([]),
        () => door.filesInForce(),
        () => door.setBonus('edge', true),
      ];
      const before = node.state.etag;
      for (const write of writes) {
        await assert.rejects(write, (error) => {
          assert.ok(error instanceof Fault);
          assert.equal(error.code, 'node/not-allowed');
          assert.match(
            error.message,
            /^The viewer board may not do that; it needs the role (operator or )?node\.$/,
          );
          return true;
        });
      }
      assert.equal(node.state.etag, before);
      assert.equal(api.counters.refused.get('not-allowed'), writes.length);
      assert.ok(told.some(({ from, words }) => from.startsWith('viewer board at 127') && /POST/.test(words)));
    });
  });

  it('lets an operator not speak as a peer', async () => {
    await through('anna', async (door) => {
      await assert.rejects(door.mergeIntents([]), { code: 'node/not-allowed' });
    });
  });

  it('refuses, tells and counts every wrong certificate, while somebody else is served', async () => {
    const good = as('anna');
    const stop = new AbortController();
    let events = 0;
    const following = (async () => {
      for await (const _ of good.followEvents(undefined, stop.signal)) events += 1;
    })();
    await waitUntil('the stream', 5_000, () => api.counters.streams === 1);
    for (const [name, reason] of [
      ['former', 'expired'],
      ['early', 'not-yet-valid'],
      ['stranger', 'other-authority'],
    ] as const) {
      await through(name, (door) => assert.rejects(door.status(), { code: 'node/unreachable' }));
      await waitUntil(reason, 5_000, () => told.some((refused) => refused.reason === reason));
      assert.equal(api.counters.refused.get(reason), 1);
      assert.equal((await good.ready()).ready, true);
    }
    await assert.rejects(plainTls(), /CERTIFICATE_REQUIRED|ECONNRESET|socket hang up/);
    await waitUntil('no certificate', 5_000, () => api.counters.refused.get('no-certificate') === 1);
    node.journal.append({ kind: 'still', text: 'Still here.' });
    await waitUntil('the event', 5_000, () => events > 0);
    stop.abort();
    await following;
    good.close();
  });

  it('ends what a revoked certificate has open, and lets it in no more', async () => {
    const lost = as('lost');
    const reading = (async () => {
      for await (const _ of lost.followEvents(undefined, new AbortController().signal));
    })();
    await waitUntil('the stream', 5_000, () => api.counters.streams === 1);
    const ended = assert.rejects(reading, { code: 'node/unreachable' });
    await parties.revoke('lost');
    api.reloadTls();
    await ended;
    await assert.rejects(lost.status(), { code: 'node/unreachable' });
    await waitUntil('told', 5_000, () => told.some(({ reason }) => reason === 'revoked'));
    await through('anna', (door) => door.status());
    lost.close();
  });

  it('is not taken for another node', async () => {
    const door = as('anna', 'lb2');
    await assert.rejects(door.status(), {
      code: 'node/unreachable',
      message:
        /^The daemon of lb2 \(https:.*\) cannot be asked: the certificate shown .* of node lb1, not of node lb2\.$/,
    });
    door.close();
  });

  it('is not believed with a certificate of another authority', async () => {
    const other = openTlsDoor({
      node: 'lb1',
      host: '127.0.0.1',
      port: api.port ?? 0,
      tls: { ...parties.tlsOf('anna'), ca: parties.ownCaOf('stranger') },
    });
    await assert.rejects(other.status(), {
      code: 'node/unreachable',
      message: /its certificate is of another authority/,
    });
    other.close();
  });

  it('tells in words that nobody listens', async () => {
    const door = openTlsDoor({ node: 'lb1', host: '127.0.0.1', port: 1, tls: parties.tlsOf('anna') });
    await assert.rejects(door.status(), { code: 'node/unreachable', message: /nobody listens there/ });
    door.close();
  });

  it('had no mistake of ours in all that', () => assert.deepEqual(bugs, []));
});

/** Somebody who trusts us and shows nothing. */
function plainTls(): Promise<void> {
  return new Promise((resolve, reject) => {
    const { ca } = parties.tlsOf('anna');
    const sent = request({ host: '127.0.0.1', port: api.port, ca, agent: false }, () => resolve());
    sent.on('error', (error: NodeJS.ErrnoException) => reject(new Error(`${error.code} ${error.message}`)));
    sent.end();
  });
}
