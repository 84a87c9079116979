import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { bringUp, containerOf, holderOf, takeDown, untilWell } from '../../bench/pods/designs.ts';
import { EVENTS } from '../../bench/pods/events.ts';
import { CHECKOUT, eventually, Ground, HOSTS, type Host } from '../../bench/pods/ground.ts';
import { type EventSeen, measureEvent } from '../../bench/pods/measure-event.ts';
import { hasBothScreens, INSTALLED_SCREENS } from '../support/installed-screens.ts';

/** Of about 1,000 requests: a machine that stalls for a moment loses some that nobody cut. */
const STALLED = 10;

/** A web service of nginx's, one of HAProxy's, and datagrams. */
const MIXED = `version: 1
name: mixed
nodes:
  lb1: { address: 10.77.0.11/24, interface: eth0 }
  lb2: { address: 10.77.0.12/24, interface: eth0 }
vips: { edge: { address: 10.77.0.100/24, failover: { advertise: 50ms, failback: manual } } }
services:
  web: { vip: edge, listen: 80, mode: http, pool: web, engine: nginx }
  other: { vip: edge, listen: 81, mode: http, pool: other }
  syslog: { vip: edge, listen: 1514, mode: udp, pool: logs }
pools:
  web: { servers: { web1: 10.77.0.21:8080, web2: 10.77.0.22:8080 } }
  other: { servers: { web3: 10.77.0.23:8080 } }
  logs: { servers: { log1: 10.77.0.21:1514 } }
`;

describe('a pair in Docker, on two hosts', { timeout: 600_000 }, () => {
  let ground: Ground;
  before(async () => {
    ground = await Ground.open();
    await ground.startDockers();
  });
  after(() => ground?.close());

  const pod = (host: Host, ...words: readonly string[]) =>
    ground.run(host, [process.execPath, `${CHECKOUT}src/cli/main.ts`, 'pod', ...words, '--engine', 'docker']);

  const happens = async (name: string, design: 'one' | 'members'): Promise<EventSeen> => {
    const event = EVENTS.find((one) => one.name.startsWith(name));
    const host = await holderOf(ground);
    assert.ok(event !== undefined && host !== undefined);
    const seen = await measureEvent(ground, () => event.happen(ground, host, design), event.lookOnMs);
    await untilWell(ground);
    return seen;
  };

  it('loses nothing when the container of the default style is restarted, and heals when it is killed', async () => {
    await bringUp(ground, 'one');
    const words = ['/usr/bin/docker', 'exec', containerOf('h1', 'lb-node'), 'sh', '-c', INSTALLED_SCREENS];
    const told = await ground.must('h1', words);
    assert.ok(hasBothScreens(told), told);
    const restarted = await happens('engine container restarted', 'one');
    assert.ok(restarted.lost <= STALLED && !restarted.isDark, JSON.stringify(restarted));
    const killed = await happens('engine killed', 'one');
    assert.ok(killed.lost <= STALLED && !killed.isDark, JSON.stringify(killed));
    const gone = await happens('pause killed', 'one');
    assert.ok(gone.lost < gone.requests / 2 && !gone.isDark, JSON.stringify(gone));
    await takeDown(ground);
  });

  it('brings members home by itself when the holder of their network is restarted', async () => {
    await bringUp(ground, 'members');
    const seen = await happens('pause restarted', 'members');
    assert.ok(seen.lost <= 3 * STALLED && !seen.isDark, JSON.stringify(seen));
    for (const host of HOSTS) assert.equal((await pod(host, 'status')).code, 0);
    await takeDown(ground);
  });

  it('brings members home by itself when dockerd is restarted or killed, and in one call whatever is left to do', async () => {
    await bringUp(ground, 'members');
    for (const name of ['dockerd restarted, live-restore off', 'dockerd killed']) {
      const seen = await happens(name, 'members');
      assert.ok(!seen.isDark, JSON.stringify(seen));
      for (const host of HOSTS) assert.equal((await pod(host, 'status')).code, 0);
    }
    // As Docker does it now and then: an interface stays behind, for good or for a moment, and its hardware address is taken.
    const holder = containerOf('h1', 'lb-node');
    const words = '{{range .NetworkSettings.Networks}}{{.MacAddress}}{{end}}';
    const mac = await ground.must('h1', ['/usr/bin/docker', 'inspect', '-f', words, holder]);
    for (const name of ['veth0abcdef', 'dying0']) {
      await ground.must('h1', ['/usr/bin/docker', 'stop', '-t', '5', holder]);
      const link = ['link', 'eth0', 'name', name, 'address', mac, 'type', 'macvlan', 'mode', 'bridge'];
      await ground.must('h1', ['ip', 'link', 'add', ...link]);
      await ground.must('h1', ['ip', 'link', 'set', name, 'up']);
      const repairs = pod('h1', 'repair');
      if (name === 'dying0') await ground.must('h1', ['sh', '-c', `sleep 3; ip link del ${name}`]);
      const { code, stderr } = await repairs;
      assert.equal(code, 0, stderr);
      if (name !== 'dying0') assert.match(stderr, /removed veth0abcdef: left behind by docker/);
    }
    await untilWell(ground);
    await takeDown(ground);
  });

  it('runs nginx as a member beside HAProxy, by TCP and UDP, and the VIP leaves a node whose nginx is gone', async () => {
    const spec = `${ground.dir}/mixed.yaml`;
    writeFileSync(spec, MIXED);
    ground.start(
      'servers',
      [process.execPath, `${CHECKOUT}dist/udp-echo.mjs`, '--listen', '10.77.0.21:1514', '--name', 'log1'],
      'log1.log',
    );
    await bringUp(ground, 'members', { spec });
    const host = await holderOf(ground);
    assert.ok(host !== undefined);
    const nginx = containerOf(host, 'nginx');
    const looks =
      '{{.HostConfig.ReadonlyRootfs}} {{.Config.User}} {{.HostConfig.CapAdd}} {{.HostConfig.CapDrop}}';
    assert.equal(
      await ground.must(host, ['/usr/bin/docker', 'inspect', '-f', looks, nginx]),
      'true www-data [] [ALL]',
    );
    await ground.must('client', ['curl', '-sf', '-m', '2', '-o', '/dev/null', 'http://10.77.0.100:81/']);
    const echoes = async (): Promise<boolean> => {
      // bash reads letter by letter, and the rest of a datagram is gone with the first.
      const ask =
        'exec 3<>/dev/udp/10.77.0.100/1514; printf x >&3; read -t 1 -n 1 -u 3 letter; [ "$letter" = x ]';
      return (await ground.run('client', ['bash', '-c', ask])).code === 0;
    };
    assert.ok(await eventually(echoes, 10_000), 'no datagram comes back');
    const seen = await measureEvent(
      ground,
      () => ground.must(host, ['/usr/bin/docker', 'stop', '-t', '5', nginx]),
      2_000,
    );
    assert.ok(!seen.isDark && seen.lost < seen.requests / 4, JSON.stringify(seen));
    assert.notEqual(await holderOf(ground), host);
    assert.ok(await eventually(echoes, 10_000), 'no datagram comes back from the other node');
    assert.equal((await pod(host, 'repair')).code, 0);
    await untilWell(ground);
    await takeDown(ground);
  });

  it('finds orphans of other people’s files, and brings them home', async () => {
    await bringUp(ground, 'fixed');
    assert.equal((await pod('h1', 'status')).code, 0);
    await ground.must('h1', ['/usr/bin/docker', 'restart', '-t', '3', containerOf('h1', 'lb-node')]);
    const found = await pod('h1', 'status');
    assert.equal(found.code, 1, found.stderr);
    assert.match(
      found.stdout,
      /pods\/orphan: lb1_keepalived_1 lives in net:\[\d+\]; the network of lb1_lb-node_1 is/,
    );
    assert.match(found.stdout, /pods\/orphan: lb1_nginx_1 /);
    const dry = await pod('h1', 'repair', '--dry-run');
    const [first, second] = dry.stderr.split('\n');
    assert.match(first ?? '', /^restart lb1_nginx_1: /);
    assert.match(second ?? '', /^restart lb1_keepalived_1: /);
    const repaired = await pod('h1', 'repair');
    assert.equal(repaired.code, 0, repaired.stderr);
    assert.match(repaired.stderr, /All is well again\./);
    assert.equal((await pod('h1', 'status')).code, 0);
    const unknown = await pod('h1', 'status', '--project', 'nobody');
    assert.equal(unknown.code, 3);
    assert.match(unknown.stderr, /pods\/unknown-project[\s\S]*lb1/);
    await takeDown(ground);
  });

  it('says so when there is no daemon', async () => {
    const { code, stderr } = await ground.run('servers', [
      process.execPath,
      `${CHECKOUT}src/cli/main.ts`,
      ...['pod', 'status', '--engine', 'docker'],
    ]);
    assert.equal(code, 3);
    assert.match(stderr, /pods\/no-engine/);
  });
});
