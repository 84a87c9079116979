import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { lookUpSecret } from '../../src/node/in-force/look-up-secret.ts';
import { type NodeForce, openInForce } from '../../src/node/in-force/open-in-force.ts';
import { writeWanted } from '../../src/node/in-force/write-wanted.ts';
import { type ForceFiles, forceFiles, makeNodeGround, type NodeGround } from '../support/node-in-force.ts';
import { VIP } from '../support/one-node-release.ts';
import { waitUntil } from '../support/wait-until.ts';
import { webSite } from '../support/web-site.ts';

let ground: NodeGround;
let force: NodeForce;

const files = (options: ForceFiles) => forceFiles(ground.runDir, options);
const S1 = 's1 127.0.0.1:9001';
const S2 = 's2 127.0.0.1:9002';
/** A server with open sessions that may not be cut cannot be taken out: HAProxy is told the half of it. */
const removal = { withinMs: 50, closeSessions: false };

/** Puts the files in force, s1 and s2 among them, and opens a session. @returns the server that it goes to, and the other one */
async function whileBusy(options: ForceFiles): Promise<{ busy: string; idle: string }> {
  await force.putInForce(files({ ...options, servers: [S1, S2] }));
  ground.start('curl', '-sS', '-m', '60', `http://${VIP}/slow?ms=50000`);
  const { server } = await waitUntil('a session is open', 5_000, async () =>
    (await ground.live()).servers.find(({ sessions }) => sessions > 0),
  );
  return server === 's1' ? { busy: S1, idle: S2 } : { busy: S2, idle: S1 };
}

async function pid(): Promise<number | undefined> {
  return (await ground.serving()).guests.haproxy.pid;
}

function inForce(folder: string): string {
  return readFileSync(join(ground.runDir, folder, 'haproxy.cfg'), 'utf8');
}

/** From now on no HAProxy starts that may have more connections than this allows: `-c` does not look at it. */
async function limitFiles(most: number): Promise<void> {
  const { pid: foundation } = await ground.status();
  await ground.space.run('prlimit', '--pid', String(foundation), `--nofile=${most}:${most}`);
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => assert.fail('it should have failed'),
    (failure: unknown) => failure,
  );
  assert.ok(error instanceof Fault, String(error));
  return error;
}

describe('when files do not come into force', { concurrency: 1 }, () => {
  before(async () => {
    ground = await makeNodeGround(
      async (runDir) => await writeWanted(runDir, forceFiles(runDir, {}), lookUpSecret),
    );
    force = openInForce({ runDir: ground.runDir });
  });
  after(async () => await ground.end());

  it('a new HAProxy reads the new file where the running one could be told the half of it only', async () => {
    const { idle } = await whileBusy({});
    const first = await pid();
    const done = await force.putInForce(files({ servers: [`${idle} weight 3`] }), { removal });
    assert.equal(done.how, 'reload');
    assert.match(done.notes.join('\n'), /could not take server web\/s\d out/);
    assert.match(
      done.notes.join('\n'),
      /1 open sessions go on in the former HAProxy until they end, 60 s at most/,
    );
    assert.equal(done.sessionsCut, 0);
    assert.notEqual(await pid(), first);
    assert.deepEqual(
      (await ground.live()).servers.map(({ server, weight }) => [server, weight]),
      [[idle.slice(0, 2), 3]],
    );
    assert.equal((await ground.status()).guests.haproxy.draining, 1, 'the session goes on');
  });

  it('nothing is changed when the foundation does not answer', async () => {
    const { pid: foundation } = await ground.status();
    const before_ = inForce('release');
    await ground.space.run('kill', '-9', String(foundation));
    const fault = await faultOf(force.putInForce(files({ servers: [S1], timeout: '44s' })));
    assert.equal(fault.code, 'foundation/no-answer');
    assert.equal(inForce('release'), before_);
    assert.equal(inForce('active'), before_);
    ground.startFoundation();
    await ground.serving();
  });

  it('a HAProxy that was told the half of it is replaced by one with the former file when the new one does not start', async () => {
    await force.putInForce(files({ maxconn: 1000 }));
    const { idle } = await whileBusy({ maxconn: 100 });
    const first = await pid();
    const before_ = inForce('active');
    await limitFiles(600);
    const next = files({ servers: [`${idle} weight 3`], maxconn: 1000 });
    assert.equal((await force.forecast(next, { removal })).how, 'runtime');
    const fault = await faultOf(force.putInForce(next, { removal }));
    assert.equal(fault.code, 'foundation/reload-failed');
    assert.equal(inForce('active'), before_);
    assert.equal(inForce('release'), before_);
    assert.notEqual(await pid(), first);
    const { servers, maxconn } = await ground.live();
    assert.equal(maxconn, 100);
    assert.deepEqual(
      servers.map(({ server, weight, admin }) => [server, weight, admin]),
      [
        ['s1', 1, 'ready'],
        ['s2', 1, 'ready'],
      ],
    );
    assert.deepEqual((await force.observeDrift(files({ servers: [S1, S2], maxconn: 100 }))).runtime, []);
  });

  it('the former files are in force when a new HAProxy does not come up with the new ones', async () => {
    const former: ForceFiles = { servers: [S1, S2], maxconn: 100 };
    await force.putInForce(files(former));
    const first = await pid();
    const before_ = inForce('active');
    const fault = await faultOf(force.putInForce(files({ ...former, maxconn: 1000 })));
    assert.equal(fault.code, 'foundation/reload-failed');
    assert.equal(inForce('active'), before_);
    assert.equal(inForce('release'), before_);
    assert.equal(await pid(), first);
  });

  it('both failures are told when the former files cannot be put back either', async () => {
    const { idle } = await whileBusy({ maxconn: 100 });
    await limitFiles(60);
    const fault = await faultOf(force.putInForce(files({ servers: [idle], maxconn: 100 }), { removal }));
    assert.equal(fault.code, 'node/not-restored');
    assert.equal(fault.message.match(/did not come up/g)?.length, 2, fault.message);
    assert.equal((await ground.status()).guests.haproxy.state, 'running', 'who served goes on');
  });
});

describe('on a node where nothing is in force yet', { concurrency: 1 }, () => {
  before(async () => {
    ground = await makeNodeGround(async () => {}, 'starting');
    force = openInForce({ runDir: ground.runDir });
  });
  after(async () => await ground.end());

  it('nothing is wanted after the first files were refused', async () => {
    assert.deepEqual(await force.filesInForce(), []);
    assert.equal((await force.observeDrift(files({}))).why, 'nothing is in force on this node');
    const fault = await faultOf(force.putInForce(files({ more: '  no-such-word\n' })));
    assert.equal(fault.code, 'foundation/release-refused');
    assert.equal(existsSync(join(ground.runDir, 'release')), false);
    assert.equal(existsSync(join(ground.runDir, 'active')), false);
  });

  it('the first files that are accepted start both engines', async () => {
    await force.validate(files({}), webSite());
    assert.equal((await force.forecast(files({}))).how, 'reload');
    assert.equal((await force.putInForce(files({}))).how, 'reload');
    await ground.serving();
    assert.equal((await force.putInForce(files({}))).how, 'nothing');
  });
});
