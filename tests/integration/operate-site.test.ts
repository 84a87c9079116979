import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Wish } from '../../src/node/intents/intent.ts';
import { LiveLab } from '../support/live-lab.ts';
import { waitUntil } from '../support/wait-until.ts';
import { withLine } from '../support/web-spec.ts';

/* What operators want lives on all nodes, through reloads, restarts, failovers and applies; on a real site of three. */

const VIP = '10.77.0.100';
const LB3 = '  lb3: { address: 10.77.0.13, interface: eth0 }\n';
const LB2 = '  lb2: { address: 10.77.0.12, interface: eth0 }\n';
const PAIR = withLine('failback: manual', 'failback: automatic, delay: 6s');
const THREE = withLine(LB2, LB2 + LB3, PAIR);
const NODES = ['lb1', 'lb2', 'lb3'];

let live: LiveLab;
before(
  async () => {
    live = await LiveLab.up('o', THREE);
  },
  { timeout: 60_000 },
);
after(async () => {
  await live.down();
});

const drain = (server: string): Wish => ({ kind: 'server-state', pool: 'web', server, state: 'drain' });
const ready = (server: string): Wish => ({ kind: 'server-state', pool: 'web', server, state: 'ready' });
const balance = (how: string) => withLine('balance: roundrobin', `balance: ${how}`, THREE);

async function serverOf(node: string, name: string) {
  const { servers } = await live.observe(node);
  return 'fact' in servers ? servers.fact.find(({ server }) => server === name) : undefined;
}

/** On every node HAProxy has the server so. */
async function untilState(server: string, state: string, nodes: readonly string[] = NODES): Promise<void> {
  await waitUntil(`${server} is ${state}`, 15_000, async () => {
    const seen = await Promise.all(nodes.map(async (node) => (await serverOf(node, server))?.state));
    return seen.every((one) => one === state);
  });
}

describe('a server that is drained', { timeout: 180_000 }, () => {
  it('is drained on all nodes, and everybody sees who wanted it and why', async () => {
    const said = await live.holdfast('server', 'drain', 'web/web1', '--reason', 'kernel update');
    assert.equal(said.code, 0, said.stderr);
    await untilState('web1', 'drain');
    for (const node of NODES) {
      const [intent] = (await live.door(node).status()).intents;
      assert.equal(intent?.why, 'kernel update', node);
    }
  });

  it('stays so when another spec is applied with a reload', async () => {
    const ended = await live.apply('lb2', balance('leastconn'));
    assert.equal(ended.stage, 'kept', ended.sentence);
    await untilState('web1', 'drain');
    await live.quiet();
  });

  it('stays so when HAProxy and daemon are killed, and when the VIP moves', async () => {
    const { foundation } = await live.observe('lb1');
    assert.ok('fact' in foundation);
    await live.inside('lb1', 'kill', '-9', String(foundation.fact.guests.haproxy.pid));
    process.kill(await live.daemonPid('lb1'), 'SIGKILL');
    await live.quiet();
    await untilState('web1', 'drain');
    const moved = await live.door('lb2').switchover({ vip: 'edge', to: 'lb2' }, 'test');
    assert.equal(moved.to, 'lb2');
    await untilState('web1', 'drain');
    const asked = await live.inside(
      'client',
      'sh',
      '-c',
      `for i in 1 2 3 4 5 6; do curl -s http://${VIP}/; done`,
    );
    assert.doesNotMatch(asked.stdout, /web1/);
    assert.match(asked.stdout, /web2/);
    await live.door('lb2').switchover({ vip: 'edge', to: 'lb1' }, 'test');
    await live.door('lb1').ask({ wish: { kind: 'vip-holder', vip: 'edge', node: null }, who: 'test' });
  });

  it('is known to a daemon that was away, when it returns', async () => {
    await live.holdDaemon('lb3');
    const { later } = await live.door('lb1').ask({ wish: drain('web2'), who: 'anna' });
    assert.deepEqual(later, ['lb3']);
    live.returnDaemon('lb3');
    await untilState('web2', 'drain');
    await live.door('lb3').ask({ wish: ready('web2'), who: 'anna' });
    await untilState('web2', 'up');
  });

  it('is back by itself when its time is over', async () => {
    const { code } = await live.holdfast('server', 'drain', 'web/web3', '--for', '3s');
    assert.equal(code, 0);
    await untilState('web3', 'drain');
    await untilState('web3', 'up');
    await live.door('lb3').ask({ wish: ready('web1'), who: 'anna' });
    await untilState('web1', 'up');
    await live.quiet();
  });
});

describe('two operators at once', { timeout: 60_000 }, () => {
  it('at two nodes, about one server: all nodes come to the same', async () => {
    const weight = (value: number): Wish => ({
      kind: 'server-weight',
      pool: 'web',
      server: 'web1',
      weight: value,
    });
    await Promise.all([
      live.door('lb1').ask({ wish: weight(5), who: 'anna' }),
      live.door('lb2').ask({ wish: weight(7), who: 'bert' }),
    ]);
    await live.quiet();
    const weights = await Promise.all(NODES.map(async (node) => (await serverOf(node, 'web1'))?.weight));
    assert.equal(new Set(weights).size, 1, weights.join(', '));
    assert.ok([5, 7].includes(weights[0] ?? 0), weights.join(', '));
    await live.door('lb1').ask({
      wish: { kind: 'server-weight', pool: 'web', server: 'web1', weight: null },
      who: 'anna',
    });
  });
});

describe('looking back', { timeout: 120_000 }, () => {
  it('history names the revisions, and rollback goes to any of them', async () => {
    const first = (await live.door('lb1').revision(1)).release;
    const said = await live.holdfast('history');
    assert.match(said.stdout, /^2 +.*test/m);
    const back = await live.holdfast('rollback', '1', '--yes');
    assert.equal(back.code, 0, back.stderr);
    assert.equal(await live.quiet(), first);
    assert.match((await live.holdfast('history')).stdout, /^3 +.*rollback to revision 1/m);
  });

  it('drift shows what was edited by hand, until an apply puts it right', async () => {
    const spec = (await live.door('lb2').revision(1)).spec;
    appendFileSync(join(live.lab.dir, 'lb2', 'active', 'haproxy.cfg'), '# by hand at 3 AM\n');
    const said = await live.holdfast('drift');
    assert.equal(said.code, 1);
    assert.match(said.stdout, /lb2\/haproxy\.cfg\n[^]*\+# by hand at 3 AM/);
    const ended = await live.apply('lb1', spec);
    assert.equal(ended.stage, 'kept', ended.sentence);
    await live.quiet();
  });

  it('a wish says so when it takes away what was edited by hand, and keeps it', async () => {
    appendFileSync(join(live.lab.dir, 'lb1', 'active', 'haproxy.cfg'), '# by hand again\n');
    const said = await live.holdfast('server', 'drain', 'web/web3');
    assert.equal(said.code, 0, said.stderr);
    assert.match(said.stdout + said.stderr, /haproxy\.cfg was changed by hand, and is as accepted again/);
    assert.match(readFileSync(join(live.lab.dir, 'lb1', 'former', 'haproxy.cfg'), 'utf8'), /# by hand again/);
    assert.equal((await live.holdfast('server', 'ready', 'web/web3')).code, 0);
    await live.quiet();
  });

  it('what was told to HAProxy by hand is drift, and is told again as the file has it', async () => {
    const from = await live.lastEvent('lb2');
    await askHaproxy('lb2', 'set server web/web2 weight 42');
    assert.match((await live.door('lb2').nodeDrift()).runtime.join(), /web2.*42/);
    await waitUntil('it is told again', 20_000, async () =>
      (await live.eventsSince('lb2', from)).some(({ kind }) => kind === 'healing'),
    );
    await waitUntil('the file holds again', 10_000, async () => {
      const { runtime } = await live.door('lb2').nodeDrift();
      return runtime.length === 0 && (await serverOf('lb2', 'web2'))?.weight === 1;
    });
    await live.quiet();
  });

  it('a pause outlives the daemon that was told of it', async () => {
    assert.equal((await live.holdfast('pause', 'lb2', '--reason', 'looking')).code, 0);
    process.kill(await live.daemonPid('lb2'), 'SIGKILL');
    await live.quiet();
    assert.match((await live.holdfast('status')).stdout, /paus/i);
    assert.equal((await live.holdfast('resume', 'lb2')).code, 0);
    await live.quiet();
  });
});

describe('a node that leaves the spec', { timeout: 120_000 }, () => {
  it('is idle and holds nothing, and comes back with the next apply', async () => {
    const left = await live.apply('lb1', PAIR);
    assert.equal(left.stage, 'kept', left.sentence);
    await live.quiet({ nodes: ['lb1', 'lb2'] });
    await waitUntil(
      'lb3 knows',
      10_000,
      async () => (await live.observe('lb3')).release.revision === left.revision,
    );
    const { foundation } = await live.observe('lb3');
    assert.ok('fact' in foundation);
    assert.deepEqual(foundation.fact.vips, {});
    const back = await live.apply('lb1', THREE);
    assert.equal(back.stage, 'kept', back.sentence);
    assert.equal(await live.quiet(), back.release);
    const again = await live.observe('lb3');
    assert.ok('fact' in again.foundation);
    assert.equal(again.foundation.fact.vips['edge']?.healthy, true);
  });

  it('cannot come from nowhere: the lab says that it adds none', async () => {
    const four = withLine(LB3, `${LB3}  lb4: { address: 10.77.0.14, interface: eth0 }\n`, THREE);
    const said = await live.holdfast('apply', '-f', live.write('four.yaml', four), '--yes');
    assert.notEqual(said.code, 0);
    assert.match(said.stderr, /lab\/cannot-change/);
    await live.quiet();
  });
});

describe('a machine that was off while a release was applied', { timeout: 120_000 }, () => {
  it('has the newer release before it takes the VIP back', async () => {
    await live.quiet();
    assert.deepEqual(live.holders(VIP), ['lb1']);
    const { failed } = await live.traffic.end();
    // What was in flight when HAProxy was killed is lost with it; a new connection never is.
    assert.deepEqual(
      failed.filter(({ requestSent }) => !requestSent),
      [],
    );
    const { seq } = (await live.door('lb1').events(-1, 1))[0]!;
    await live.loseNode('lb1');
    await waitUntil('another node holds the VIP', 10_000, () => live.holders(VIP).join() === 'lb2');
    const ended = await live.apply('lb2', balance('leastconn'), { partial: true });
    assert.equal(ended.stage, 'kept', ended.sentence);
    const bootedUs = Date.now() * 1_000;
    await live.bootNode('lb1', [VIP]);
    // Until its peers know where it is, it hears none of them, and may take the VIP for a moment, as after a cable was out.
    const lasting = () =>
      live.watch.ledger
        .holds()
        .find(
          ({ node, fromUs, toUs = Date.now() * 1_000 }) =>
            node === 'lb1' && fromUs > bootedUs && toUs - fromUs > 1_000_000,
        );
    const taken = await waitUntil('lb1 holds the VIP again', 40_000, lasting);
    assert.equal(await live.quiet(), ended.release);
    const kept = (await live.eventsSince('lb1', seq)).find(({ kind }) => kind === 'trial-kept');
    assert.ok(kept !== undefined);
    assert.ok(
      Date.parse(kept.at) * 1_000 < taken.fromUs,
      `kept at ${kept.at}, taken at ${new Date(taken.fromUs / 1_000).toISOString()}`,
    );
  });
});

async function askHaproxy(node: string, command: string): Promise<void> {
  const socket = connect(join(live.lab.dir, node, 'haproxy.sock'));
  socket.end(`${command}\n`);
  for await (const _ of socket);
}
