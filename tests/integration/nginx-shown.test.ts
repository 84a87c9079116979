import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { labDown } from '../../src/cli/lab-down.ts';
import { labUp } from '../../src/cli/lab-up.ts';
import { runCommand } from '../../src/host/run-command.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { openLabDoors } from '../../src/lab/lab-doors.ts';
import { labStatus } from '../../src/lab/observe-site.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import { METRICS } from '../../src/node/metrics/metric-catalogue.ts';
import { RUN_FILES } from '../../src/release/foundation-config.ts';
import { findPids } from '../support/find-pids.ts';
import { waitUntil } from '../support/wait-until.ts';

const LAB = `nginx-shown-${process.pid}`;
const LAME = `refuses-${process.pid}`;

/** Both engines. Nothing checks the servers of `lame`. */
const SPEC = `version: 1
name: ${LAB}
nodes:
  lb1: { address: 10.77.0.11, interface: eth0 }
  lb2: { address: 10.77.0.12, interface: eth0 }
vips:
  edge: { address: 10.77.0.100/24, failover: { advertise: 50ms, failback: manual } }
services:
  front: { engine: nginx, vip: edge, listen: 80, mode: http, pool: front, health: /lb-health }
  lame: { engine: nginx, vip: edge, listen: 81, mode: http, pool: lame }
  plain: { engine: nginx, vip: edge, listen: 90, mode: tcp, pool: plain }
  shop: { vip: edge, listen: 8081, mode: http, pool: shop }
pools:
  front: { check: { http: /health, every: 1s }, servers: { front1: 10.77.0.31:8080, front2: 10.77.0.32:8080 } }
  lame: { check: false, servers: { works: 10.77.0.61:8080, ${LAME}: 10.77.0.62:8080 } }
  plain: { check: { every: 1s }, servers: { plain1: 10.77.0.41:9000 } }
  shop: { check: { http: /health, every: 1s }, servers: { shop1: 10.77.0.51:8080 } }
lab:
  servers: { front: http-echo, lame: http-echo, plain: tcp-echo, shop: http-echo }
`;

describe('a site of both engines, on its screens', { concurrency: 1 }, () => {
  const dir = mkdtempSync(join(tmpdir(), 'holdfast-nginx-shown-'));
  let lab: Lab;
  let doors: ReadonlyMap<string, NodeDoor> = new Map();

  before(async () => {
    const file = join(dir, 'holdfast.yaml');
    writeFileSync(file, SPEC);
    assert.equal(await labUp({ file, labName: LAB }), 0);
    lab = await openLab(LAB);
    doors = openLabDoors(lab);
  });
  after(async () => {
    for (const door of doors.values()) door.close();
    await labDown({ labName: LAB });
    rmSync(dir, { recursive: true, force: true });
  });

  /** Asks so often, one after the other. @returns how many were answered with 200 */
  const ask = async (times: number, url: string): Promise<number> => {
    const script = `for i in $(seq ${times}); do curl -s -m 5 -o /dev/null -w '%{http_code}\\n' ${url}; done`;
    const { stdout } = await runCommand([...lab.enter('client'), 'sh', '-c', script], { timeoutMs: 60_000 });
    return stdout.split('\n').filter((line) => line === '200').length;
  };
  const countsOf = async (pool: string) => {
    const view = await doors.get('lb1')!.status();
    const all = Object.values(view.pools[pool]?.servers ?? {}).map(({ counts }) => counts);
    const sum = (key: 'total' | 'failed' | 'errors') => all.reduce((of, one) => of + (one?.[key] ?? 0), 0);
    return { total: sum('total'), failed: sum('failed'), errors: sum('errors'), servers: all };
  };

  it('counts each request for the server that answered it, and none that nginx answers itself', async () => {
    assert.equal(await ask(40, 'http://10.77.0.100/'), 40);
    assert.equal(await ask(10, 'http://10.77.0.100/lb-health'), 10);
    const counts = await waitUntil('all are counted', 15_000, async () => {
      const now = await countsOf('front');
      return now.total >= 40 && now;
    });
    assert.deepEqual({ ...counts, servers: [] }, { total: 40, failed: 0, errors: 0, servers: [] });
    assert.ok(
      counts.servers.every((one) => (one?.total ?? 0) > 0),
      JSON.stringify(counts.servers),
    );
  });

  it('counts a failure for the server that refuses, and the request for the one that answers', async () => {
    for (const pid of findPids((words) => words.includes(LAME))) process.kill(pid, 'SIGKILL');
    assert.equal(await ask(10, 'http://10.77.0.100:81/'), 10);
    const view = await waitUntil('the failure is counted', 15_000, async () => {
      const now = await doors.get('lb1')!.status();
      return (now.pools['lame']?.servers[LAME]?.counts?.failed ?? 0) > 0 && now;
    });
    assert.equal(view.pools['lame']?.servers['works']?.counts?.failed, 0);
  });

  it('counts a session of bytes at its end', async () => {
    const script =
      'for i in 1 2 3; do exec 3<>/dev/tcp/10.77.0.100/90; echo x >&3; head -1 <&3; exec 3>&-; done';
    const { stdout } = await runCommand([...lab.enter('client'), 'bash', '-c', script], {
      timeoutMs: 10_000,
    });
    assert.equal(stdout, 'x\nx\nx\n');
    await waitUntil('all are counted', 15_000, async () => (await countsOf('plain')).total === 3);
  });

  it("shows nginx's servers in lab status, too, which asks their nodes' daemons", async () => {
    const { pools } = await labStatus(lab);
    for (const server of Object.values(pools['front']?.servers ?? {})) {
      assert.equal(server.state, 'up');
      assert.match(server.lastCheck, /^L7OK 200/);
    }
    assert.equal(pools['shop']?.servers['shop1']?.state, 'up');
  });

  it('tells the figures of both engines to Prometheus', async () => {
    const text = await doors.get('lb1')!.metrics();
    assert.match(text, /^holdfast_pool_requests_total\{pool="front"\} 40$/m);
    assert.match(text, /^holdfast_pool_requests_total\{pool="shop"\} \d+$/m);
    for (const metric of Object.keys(METRICS).filter((one) => one.startsWith('holdfast_nginx_')))
      assert.match(text, new RegExp(`^${metric}(?:\\{| )`, 'm'), metric);
    assert.match(text, /^holdfast_check_up\{look="nginx"\} 1$/m);
  });

  it('answers every request while no daemon reads, and keeps the file of counts small', async () => {
    const pids = findPids(
      (words) => words.some((word) => word.endsWith('/node.mjs')) && words.includes(join(lab.dir, 'lb1')),
    );
    assert.equal(pids.length, 1);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    try {
      assert.equal(await ask(200, 'http://10.77.0.100/'), 200);
      assert.ok(statSync(join(lab.dir, 'lb1', RUN_FILES.nginxCounts)).size < 2 * 1_048_576);
    } finally {
      for (const pid of pids) process.kill(pid, 'SIGCONT');
    }
  });
});
