import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { askFoundation } from '../../src/foundation/control-client.ts';
import type { ControlRequest } from '../../src/foundation/control-protocol.ts';
import { forceFiles, makeNodeGround, type NodeGround } from '../support/node-in-force.ts';
import { waitUntil } from '../support/wait-until.ts';

let ground: NodeGround;

function write(
  options: Parameters<typeof forceFiles>[1] = {},
  folder = 'release',
  runDir = ground.runDir,
): void {
  mkdirSync(join(runDir, folder), { recursive: true });
  for (const { path, text } of forceFiles(runDir, options)) writeFileSync(join(runDir, folder, path), text);
}

async function ask(request: ControlRequest) {
  return await askFoundation(join(ground.runDir, 'control.sock'), request, 20_000);
}

async function did(request: ControlRequest): Promise<unknown> {
  const answer = await ask(request);
  return answer.ok ? answer.did : answer.fault.code;
}

async function pids(): Promise<(number | undefined)[]> {
  const { haproxy, keepalived } = (await ground.serving()).guests;
  return [haproxy.pid, keepalived.pid];
}

async function signalVrrp(signal: string): Promise<void> {
  const pid = readFileSync(join(ground.runDir, 'vrrp.pid'), 'latin1').trim();
  await ground.space.run('kill', `-${signal}`, pid);
}

const KEPT = { haproxy: 'kept', keepalived: 'kept' };

describe('a reload of the foundation', { concurrency: 1 }, () => {
  before(async () => {
    ground = await makeNodeGround(async (runDir) => write({}, 'release', runDir));
  });
  after(async () => await ground.end());

  it('touches nothing when nothing has changed', async () => {
    const first = await pids();
    assert.deepEqual(await did({ do: 'reload' }), KEPT);
    assert.deepEqual(await pids(), first);
  });

  it('starts a new HAProxy all the same when it is told to', async () => {
    const first = await pids();
    assert.deepEqual(await did({ do: 'reload', haproxy: 'anew' }), { ...KEPT, haproxy: 'reloaded' });
    const now = await pids();
    assert.notEqual(now[0], first[0]);
    assert.equal(now[1], first[1]);
  });

  it('tells Keepalived alone when only its file has changed', async () => {
    const first = await pids();
    write({ router: 'other' });
    assert.deepEqual(await did({ do: 'reload' }), { ...KEPT, keepalived: 'reloaded' });
    assert.deepEqual(await pids(), first);
  });

  it('is answered when Keepalived has read its file, not before', async () => {
    const log = join(ground.runDir, 'log/keepalived.log');
    const reloads = () => readFileSync(log, 'latin1').split('Reloading ...').length;
    const before = reloads();
    await signalVrrp('STOP');
    write({ router: 'late' });
    let answered = false;
    const answer = did({ do: 'reload' }).finally(() => (answered = true));
    await waitUntil('Keepalived was told', 10_000, () => reloads() > before);
    // An answer that did not wait would come before this one.
    await ground.status();
    assert.ok(!answered);
    await signalVrrp('CONT');
    assert.deepEqual(await answer, { ...KEPT, keepalived: 'reloaded' });
  });

  it('ends a Keepalived that does not read its file, and starts one that does', async () => {
    const [haproxy, keepalived] = await pids();
    await signalVrrp('STOP');
    write({ router: 'other' });
    assert.deepEqual(await did({ do: 'reload' }), { ...KEPT, keepalived: 'reloaded' });
    const now = await waitUntil('another Keepalived holds the VIP', 15_000, async () => {
      const { guests, vips } = await ground.serving();
      return guests.keepalived.pid !== keepalived && vips['edge']?.here && guests;
    });
    assert.equal(now.haproxy.pid, haproxy);
    assert.equal(now.keepalived.restarts, 1);
  });

  it('takes figures over without touching a guest', async () => {
    const first = await pids();
    write({ router: 'other', freezeMs: 900 });
    assert.deepEqual(await did({ do: 'reload' }), KEPT);
    assert.match(readFileSync(join(ground.runDir, 'active/foundation.json'), 'utf8'), /"freezeMs": 900/);
    assert.deepEqual(await pids(), first);
  });

  it('leaves a HAProxy that will be told over its socket, and restarts it with the new file', async () => {
    const first = await pids();
    write({ servers: ['s9 127.0.0.1:9003'] });
    assert.deepEqual(await did({ do: 'reload', haproxy: 'keep' }), {
      haproxy: 'kept',
      keepalived: 'reloaded',
    });
    assert.deepEqual(await pids(), first);
    assert.equal((await ground.live()).servers[0]?.server, 's1');
    assert.deepEqual(await did({ do: 'reload' }), KEPT, 'it counts as told');
    await ground.space.run('kill', '-9', String(first[0]));
    await waitUntil('another HAProxy serves', 10_000, async () => (await pids())[0] !== first[0]);
    assert.equal((await ground.live()).servers[0]?.server, 's9');
  });

  it('reads the file again when it was started with one that somebody had edited', async () => {
    const path = join(ground.runDir, 'active/haproxy.cfg');
    writeFileSync(path, readFileSync(path, 'utf8').replace('server s9', 'server s8'));
    const [haproxy] = await pids();
    await ground.space.run('kill', '-9', String(haproxy));
    await waitUntil('another HAProxy serves', 10_000, async () => (await pids())[0] !== haproxy);
    assert.equal((await ground.live()).servers[0]?.server, 's8');
    assert.deepEqual(await did({ do: 'reload' }), { ...KEPT, haproxy: 'reloaded' });
    assert.equal((await ground.live()).servers[0]?.server, 's9');
  });

  it('refuses to leave HAProxy as it is when a socket is another one, and changes nothing', async () => {
    const first = await pids();
    write({ servers: ['s9 127.0.0.1:9003'], ports: [80, 8081] });
    assert.equal(await did({ do: 'reload', haproxy: 'keep' }), 'foundation/sockets-change');
    assert.doesNotMatch(readFileSync(join(ground.runDir, 'active/foundation.json'), 'utf8'), /8081/);
    assert.deepEqual(await pids(), first);
    write({ servers: ['s9 127.0.0.1:9003'] });
  });

  it('asks the engines about another folder and changes nothing', async () => {
    const first = await pids();
    const files = () =>
      ['foundation.json', 'haproxy.cfg', 'keepalived.conf'].map((name) =>
        readFileSync(join(ground.runDir, 'active', name), 'utf8'),
      );
    const before_ = files();
    write({ ports: [80, 8082] }, 'asked');
    assert.deepEqual(await ask({ do: 'validate', dir: 'asked' }), { ok: true });
    write({ more: '  no-such-word\n' }, 'asked');
    const refused = await ask({ do: 'validate', dir: 'asked' });
    assert.ok(!refused.ok);
    assert.equal(refused.fault.code, 'foundation/release-refused');
    assert.match(refused.fault.evidence, /no-such-word/);
    assert.deepEqual(files(), before_);
    assert.deepEqual(await pids(), first);
    assert.doesNotMatch(await ground.space.run('ss', '-Hltn'), /:8082 /);
  });

  it('looks at no folder outside the run directory', async () => {
    symlinkSync('/', join(ground.runDir, 'link'));
    for (const dir of ['..', '.', '/etc', 'asked/../..', 'link', 'haproxy.sock', 'nowhere', ''])
      assert.equal(await did({ do: 'validate', dir }), 'foundation/release-unreadable', dir);
    rmSync(join(ground.runDir, 'link'));
    const nonsense = { do: 'validate', dir: 7 } as unknown as ControlRequest;
    assert.equal(await did(nonsense), 'foundation/bad-request');
    const unknown = { do: 'reload', haproxy: 'maybe' } as unknown as ControlRequest;
    assert.equal(await did(unknown), 'foundation/bad-request');
  });
});
