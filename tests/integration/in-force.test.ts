import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { askFoundation } from '../../src/foundation/control-client.ts';
import { lookUpSecret } from '../../src/node/in-force/look-up-secret.ts';
import { type NodeForce, openInForce } from '../../src/node/in-force/open-in-force.ts';
import { writeWanted } from '../../src/node/in-force/write-wanted.ts';
import { type ForceFiles, forceFiles, makeNodeGround, type NodeGround } from '../support/node-in-force.ts';
import { VIP } from '../support/one-node-release.ts';
import { waitUntil } from '../support/wait-until.ts';

let ground: NodeGround;
let force: NodeForce;

const files = (options: ForceFiles = {}) => forceFiles(ground.runDir, options);
const S1 = 's1 127.0.0.1:9001';
const S2 = 's2 127.0.0.1:9002';

async function pids(): Promise<{ haproxy: number | undefined; keepalived: number | undefined }> {
  const { guests } = await ground.serving();
  return { haproxy: guests.haproxy.pid, keepalived: guests.keepalived.pid };
}

async function servers(): Promise<string[]> {
  const { servers: all } = await ground.live();
  // A server that is added stands last until the next start.
  return all
    .map(({ server, host, port, weight, admin }) => `${server} ${host}:${port} ${weight} ${admin}`)
    .toSorted();
}

function inForce(path: string): string {
  return readFileSync(join(ground.runDir, 'active', path), 'utf8');
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => assert.fail('it should have failed'),
    (failure: unknown) => failure,
  );
  assert.ok(error instanceof Fault, String(error));
  return error;
}

describe('files of a node come into force', { concurrency: 1 }, () => {
  before(async () => {
    ground = await makeNodeGround(
      async (runDir) => await writeWanted(runDir, forceFiles(runDir), lookUpSecret),
    );
    force = openInForce({ runDir: ground.runDir });
  });
  after(async () => await ground.end());

  it('does nothing when they are in force already', async () => {
    const first = await pids();
    const { how, steps, notes } = await force.putInForce(files());
    assert.deepEqual([how, steps, notes], ['nothing', [], []]);
    assert.deepEqual(await pids(), first);
  });

  it('adds, weighs, moves and removes servers in the HAProxy that runs, and a reload afterwards changes nothing', async () => {
    const first = await pids();
    const next = files({ servers: ['s1 127.0.0.1:9003 weight 5', S2] });
    const forecast = await force.forecast(next);
    assert.deepEqual([forecast.how, forecast.sessionsCut], ['runtime', 0]);
    const done = await force.putInForce(next);
    assert.equal(done.how, 'runtime');
    assert.equal(done.steps.length, 3, done.steps.join('\n'));
    assert.deepEqual(await pids(), first);
    assert.deepEqual(await servers(), ['s1 127.0.0.1:9003 5 ready', 's2 127.0.0.1:9002 1 ready']);
    const without = await force.putInForce(files({ servers: [S2] }));
    assert.equal(without.how, 'runtime', without.notes.join('\n'));
    assert.deepEqual(await pids(), first);
    const told = await servers();
    assert.deepEqual(told, ['s2 127.0.0.1:9002 1 ready']);
    const answer = await askFoundation(join(ground.runDir, 'control.sock'), { do: 'reload' }, 20_000);
    assert.deepEqual(answer, { ok: true, did: { haproxy: 'kept', keepalived: 'kept' } });
    assert.deepEqual(await pids(), first);
    await askFoundation(join(ground.runDir, 'control.sock'), { do: 'reload', haproxy: 'anew' }, 20_000);
    assert.notEqual((await pids()).haproxy, first.haproxy);
    assert.deepEqual(await servers(), told);
  });

  it('comes back with what it was told when HAProxy is killed right after', async () => {
    await force.putInForce(files({ servers: [S1, S2] }));
    const { haproxy } = await pids();
    await force.putInForce(files({ servers: [S1, 's2 127.0.0.1:9002 weight 7', 's3 127.0.0.1:9003'] }));
    assert.equal((await pids()).haproxy, haproxy);
    const told = await servers();
    await ground.space.run('kill', '-9', String(haproxy));
    await waitUntil('another HAProxy serves', 10_000, async () => (await pids()).haproxy !== haproxy);
    assert.deepEqual(await servers(), told);
  });

  it('reloads for what is read at a start only, says why, and how many sessions stay', async () => {
    const first = await pids();
    const done = await force.putInForce(files({ servers: [S1, S2], timeout: '30s' }));
    assert.equal(done.how, 'reload');
    assert.match(done.notes.join('\n'), /"timeout" of defaults is read at a start only/);
    const now = await pids();
    assert.notEqual(now.haproxy, first.haproxy);
    assert.equal(now.keepalived, first.keepalived);
  });

  it('binds a socket that is new, and gives it up again', async () => {
    const base: ForceFiles = { servers: [S1, S2], timeout: '30s' };
    const done = await force.putInForce(files({ ...base, ports: [80, 8080] }));
    assert.equal(done.how, 'reload');
    assert.match(await ground.space.run('curl', '-sS', '-m', '5', `http://${VIP}:8080/`), /s[12]/);
    await force.putInForce(files(base));
    await assert.rejects(ground.space.run('curl', '-sS', '-m', '5', `http://${VIP}:8080/`));
  });

  it('leaves HAProxy alone when only keepalived.conf or the figures of the foundation change', async () => {
    const base: ForceFiles = { servers: [S1, S2], timeout: '30s' };
    const first = await pids();
    const done = await force.putInForce(files({ ...base, router: 'other' }));
    assert.deepEqual([done.how, done.steps], ['keepalived', ['Keepalived reads its file again']]);
    const figures = await force.putInForce(files({ ...base, router: 'other', freezeMs: 700 }));
    assert.deepEqual([figures.how, figures.steps], ['keepalived', ['the foundation takes over its figures']]);
    assert.deepEqual(await pids(), first);
    await force.putInForce(files(base));
  });

  it('leaves everything as it was when an engine refuses a file', async () => {
    const first = await pids();
    const [foundation, haproxy] = [inForce('foundation.json'), inForce('haproxy.cfg')];
    const fault = await faultOf(force.putInForce(files({ servers: [S1, S2], more: '  no-such-word\n' })));
    assert.equal(fault.code, 'foundation/release-refused');
    assert.match(fault.evidence, /no-such-word/);
    assert.deepEqual([inForce('foundation.json'), inForce('haproxy.cfg')], [foundation, haproxy]);
    assert.equal(readFileSync(join(ground.runDir, 'release/haproxy.cfg'), 'utf8'), haproxy);
    assert.deepEqual(await pids(), first);
    assert.deepEqual(
      readdirSync(ground.runDir).filter((name) => /^(?:release\.|telling|asked)/.test(name)),
      [],
    );
  });

  it('makes changes one after the other, and knows of no drift meanwhile', async () => {
    await force.putInForce(files({ servers: [S1, S2] }));
    const orders = [1, 2, 3].map((weight) =>
      files({ servers: [`s1 127.0.0.1:9001 weight ${weight + 1}`, S2], router: `router${weight}` }),
    );
    const changes = orders.map(async (order) => await force.putInForce(order));
    const drift = await force.observeDrift(files());
    assert.match(drift.why ?? '', /on its way/);
    assert.deepEqual(
      (await Promise.all(changes)).map(({ how }) => how),
      ['runtime', 'runtime', 'runtime'],
    );
    assert.equal((await servers())[0], 's1 127.0.0.1:9001 4 ready');
    assert.match(inForce('keepalived.conf'), /router3/);
  });

  it('says which sessions a change cuts, and how many it cut', async () => {
    await force.putInForce(files({ servers: [S1, S2] }));
    ground.start('curl', '-sS', '-m', '20', `http://${VIP}/slow?ms=15000`, `http://${VIP}/slow?ms=15000`);
    const busy = await waitUntil('a session is open', 5_000, async () =>
      (await ground.live()).servers.find(({ sessions }) => sessions > 0),
    );
    const next = files({ servers: busy.server === 's1' ? [S2] : [S1] });
    const removal = { withinMs: 50, closeSessions: true };
    assert.equal((await force.forecast(next, { removal })).sessionsCut, 1);
    const done = await force.putInForce(next, { removal });
    assert.deepEqual([done.how, done.sessionsCut], ['runtime', 1]);
  });

  it('takes the state that operators want of a server, and keeps it over a reload', async () => {
    const states = new Map([['web/s2', 'drain' as const]]);
    const base: ForceFiles = { servers: [S1, S2] };
    await force.putInForce(files(base));
    const done = await force.putInForce(files(base), { states });
    assert.equal(done.how, 'runtime');
    assert.equal((await servers())[1], 's2 127.0.0.1:9002 1 drain');
    const reloaded = await force.putInForce(files({ ...base, timeout: '25s' }), { states });
    assert.equal(reloaded.how, 'reload');
    assert.equal((await servers())[1], 's2 127.0.0.1:9002 1 drain');
    await force.putInForce(files(base));
  });
});
