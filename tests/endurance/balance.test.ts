import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { askFoundation } from '../../src/foundation/control-client.ts';
import { RUN_FILES } from '../../src/release/foundation-config.ts';
import { EchoFleet } from '../support/echo-fleet.ts';
import { LiveLab } from '../support/live-lab.ts';
import { waitUntil } from '../support/wait-until.ts';

/* Long sessions through a real pair are kept evenly spread: real HAProxy, real daemons, clients that check every byte. */

const SPEC = `version: 1
name: spread
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge: { address: 10.77.0.100/24, failover: { advertise: 50ms } }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web }
  events: { vip: edge, listen: 1514, mode: tcp, pool: events, timeouts: { client: 1h } }
pools:
  web:
    check: { every: 1s, fall: 2, rise: 2 }
    servers: { web1: 10.77.0.31:8080 }
  events:
    balance: leastconn
    onDown: close-if-others-up
    check: { every: 500ms, fall: 2, rise: 1 }
    timeouts: { server: 1h, tunnel: 1h }
    rebalance: { mode: on, settle: 1s, rate: 200/s, maxShare: 20%, cooldown: 1s }
    servers:
      m1: 10.77.0.21:9000
      m2: 10.77.0.22:9000
      m3: 10.77.0.23:9000
lab:
  servers: { web: http-echo, events: tcp-echo }
  clients: 1
`;
const VIP = '10.77.0.100';

describe('long sessions of a pool', { timeout: 280_000 }, () => {
  let live: LiveLab;
  let fleet: EchoFleet;

  before(async () => {
    live = await LiveLab.up('bal', SPEC);
    await live.quiet();
    fleet = new EchoFleet(live.lab.enter('client'), VIP, 1514, { idle: 120, busy: 9 });
    await waitUntil('all are connected', 20_000, async () => (await fleet.counts()).up === 129);
  });
  after(async () => {
    fleet?.end();
    await live?.down();
  });

  const holder = (): string => live.holders(VIP)[0] ?? '';

  async function spread(): Promise<Readonly<Record<string, number>>> {
    const { servers } = await live.door(holder()).poolSessions('events');
    return Object.fromEntries(Object.entries(servers).map(([server, { sessions }]) => [server, sessions]));
  }

  /** Even, every client served, and no run on. */
  async function untilEven(what: string): Promise<void> {
    await waitUntil(what, 40_000, async () => {
      const counts = Object.values(await spread());
      const { up, agents } = await fleet.counts();
      const [view] = await live.door(holder()).balances();
      return (
        Math.max(...counts) - Math.min(...counts) <= 10 &&
        up === agents &&
        view?.decider === holder() &&
        view.state === 'balanced'
      );
    });
  }

  /** Everything on m1 and m2, nothing on m3; the site is paused until somebody resumes it. */
  async function makeUneven(sessions = 120): Promise<void> {
    await done('pause', '--reason', 'test');
    fleet.end();
    await done('server', 'drain', 'events/m3');
    await waitUntil('all sessions have ended', 10_000, async () =>
      Object.values(await spread()).every((count) => count === 0),
    );
    fleet = new EchoFleet(live.lab.enter('client'), VIP, 1514, { idle: sessions, busy: 9 });
    await waitUntil('all are connected', 20_000, async () => (await fleet.counts()).up === sessions + 9);
    await done('server', 'ready', 'events/m3');
    assert.equal((await spread())['m3'], 0);
  }

  /** A command that must succeed. */
  async function done(...words: readonly string[]): Promise<void> {
    const { code, stderr } = await live.holdfast(...words);
    assert.equal(code, 0, `${words.join(' ')}: ${stderr}`);
  }

  const reloads = async (): Promise<number> => {
    const { foundation } = await live.observe(holder());
    return 'fact' in foundation ? foundation.fact.guests.haproxy.reloads : -1;
  };
  const began = async (from: number) =>
    (await live.eventsSince(holder(), from)).filter(({ kind }) => kind === 'balance-begun');

  it('are moved until the pool is even, without a reload and without touching busy ones', async () => {
    const former = await reloads();
    await makeUneven();
    const { busyCuts } = await fleet.counts();
    const from = await live.lastEvent(holder());
    assert.deepEqual(await began(from), [], 'nothing moves while the site is paused');
    await done('resume');
    await untilEven('even again');
    const counts = await fleet.counts();
    assert.equal(counts.wrong, 0);
    assert.equal(
      counts.busyCuts,
      busyCuts,
      'sessions through which something goes all the time are left alone',
    );
    assert.equal(await reloads(), former);
    assert.equal((await began(from)).length, 1);
  });

  it('wait for the end of a drill', async () => {
    const marker = (node: string) => join(live.lab.dir, node, RUN_FILES.drill);
    for (const node of live.nodes)
      writeFileSync(marker(node), JSON.stringify({ name: 'haproxy-crash', untilMs: Date.now() + 600_000 }));
    await makeUneven();
    await done('resume');
    await waitUntil('the node that decides says why', 10_000, async () => {
      const [view] = await live.door(holder()).balances();
      return view?.state === 'blocked' && /haproxy-crash/.test(view.says);
    });
    await assert.rejects(live.door(holder()).balance('events', 'test'), { code: 'balance/hindered' });
    for (const node of live.nodes) rmSync(marker(node));
    await untilEven('even after the drill');
  });

  it('are left to an operator who drains a server', async () => {
    const { m2 = 0 } = await spread();
    await done('server', 'drain', 'events/m2');
    const from = await live.lastEvent(holder());
    // A run for the others would begin within seconds of this.
    await waitUntil('it is seen as drained, and nothing is to be moved', 10_000, async () => {
      const { pools } = await live.door(holder()).status();
      const [view] = await live.door(holder()).balances();
      return pools['events']?.servers['m2']?.state === 'drain' && view?.plan?.isBalanced === true;
    });
    assert.deepEqual(await began(from), []);
    assert.equal((await spread())['m2'], m2);
    await done('server', 'ready', 'events/m2');
  });

  it('are counted and moved in a former HAProxy process too', async () => {
    const { m1 = 0, m2 = 0, m3 = 0 } = await spread();
    const control = join(live.lab.dir, holder(), RUN_FILES.control);
    const reloaded = await askFoundation(control, { do: 'reload', haproxy: 'anew' }, 20_000);
    assert.ok(reloaded.ok);
    await waitUntil('the former process is counted', 10_000, async () => {
      const { servers } = await live.door(holder()).poolSessions('events');
      const all = Object.values(servers).reduce((sum, { sessions }) => sum + sessions, 0);
      return all === m1 + m2 + m3 && servers['m1']?.counted === 0;
    });
    // The new process counts none of those: it fills all servers alike, whatever they have.
    await makeUnevenByOld();
    await untilEven('even, with sessions of two processes');
  });

  async function makeUnevenByOld(): Promise<void> {
    await done('pause', '--reason', 'test');
    for (const server of ['m2', 'm3']) await done('server', 'drain', `events/${server}`);
    await fleet.add(60);
    await waitUntil('m1 has far more', 10_000, async () => {
      const { m1 = 0, m2 = 0 } = await spread();
      return m1 >= m2 + 55;
    });
    for (const server of ['m2', 'm3']) await done('server', 'ready', `events/${server}`);
    await done('resume');
  }

  it('are spread on by a daemon that comes back after kill -9', async () => {
    await makeUneven();
    const node = holder();
    await done('resume');
    await waitUntil('a run is on', 10_000, async () => (await began(0)).length > 0);
    process.kill(await live.daemonPid(node), 'SIGKILL');
    await untilEven('even after the kill');
    assert.equal((await fleet.counts()).wrong, 0);
  });

  it('are spread on by the node that takes the VIP', async () => {
    await makeUneven();
    const from = holder();
    await done('resume');
    const to = live.nodes.find((node) => node !== from) ?? '';
    await done('switchover', 'edge', '--to', to, '--yes');
    await waitUntil('the other one has it', 20_000, () => holder() === to);
    await untilEven('even on the other node');
    const [view] = await live.door(to).balances();
    assert.equal(view?.decider, to);
    const told = await live.door(from).balances();
    assert.equal(told[0]?.pool, 'events');
  });

  it('of a server that dies are closed within seconds, and their clients are served by the others', async () => {
    await live.inside('m2', 'sh', '-c', 'iptables -V >/dev/null 2>&1; ip link set eth0 down');
    await waitUntil('m2 has none, and all clients are up', 30_000, async () => {
      const { m2 = 0 } = await spread();
      const { up, agents } = await fleet.counts();
      return m2 === 0 && up === agents;
    });
    const events = await live.eventsSince(holder(), 0);
    assert.ok(
      events.some(({ kind, fields }) => kind === 'dead-sessions-closed' && fields['server'] === 'm2'),
    );
    await live.inside('m2', 'ip', 'link', 'set', 'eth0', 'up');
    await untilEven('even when it is back');
  });

  it('stay open when all servers seem down at once', async () => {
    const node = holder();
    // What the test before has begun may go on for a moment.
    await waitUntil(
      'no run is on',
      20_000,
      async () => (await live.door(node).balances())[0]?.state === 'balanced',
    );
    const { cuts } = await fleet.counts();
    // The way from the balancer to all servers is gone; nothing is wrong with them.
    for (const server of ['m1', 'm2', 'm3']) await live.inside(server, 'ip', 'link', 'set', 'eth0', 'down');
    await waitUntil('it is told', 20_000, async () =>
      (await live.observe(node)).findings.some(({ code }) => code === 'balance/all-down'),
    );
    assert.equal((await fleet.counts()).cuts, cuts);
    for (const server of ['m1', 'm2', 'm3']) await live.inside(server, 'ip', 'link', 'set', 'eth0', 'up');
    await waitUntil('no longer', 20_000, async () =>
      (await live.observe(node)).findings.every(({ code }) => code !== 'balance/all-down'),
    );
  });
});
