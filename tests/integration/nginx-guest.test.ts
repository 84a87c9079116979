import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { askFoundation } from '../../src/foundation/control-client.ts';
import type { ControlRequest } from '../../src/foundation/control-protocol.ts';
import type { EngineGuest, FoundationStatus } from '../../src/foundation/status.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { TCP_PORT, TCP_SERVER, UDP_PORT, UDP_SERVER, writeNginxRelease } from '../support/nginx-release.ts';
import { NODE_NETWORK, VIP } from '../support/one-node-release.ts';
import { waitUntil } from '../support/wait-until.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/foundation.mjs');

let space: Namespace;
let runDir: string;
let foundation: ChildProcess;

function inside(...command: string[]): ChildProcess {
  const [file = '', ...args] = [...space.enter, ...command];
  return spawn(file, args, { stdio: ['pipe', 'pipe', 'ignore'] });
}

function startFoundation(): void {
  foundation = inside(process.execPath, BUNDLE, '--run-dir', runDir);
}

async function ask(request: ControlRequest) {
  return await askFoundation(join(runDir, 'control.sock'), request, 10_000);
}

async function status(): Promise<FoundationStatus> {
  const answer = await ask({ do: 'status' });
  assert.ok(answer.ok && answer.status !== undefined);
  return answer.status;
}

async function nginx(): Promise<EngineGuest> {
  const { guests } = await status();
  assert.ok(guests.nginx !== undefined);
  return guests.nginx;
}

async function whenServing(): Promise<EngineGuest & { pid: number }> {
  return await waitUntil('nginx serves and the node holds its VIP', 15_000, async () => {
    const { guests, vips } = await status();
    const { pid, state } = guests.nginx ?? {};
    return state === 'running' && pid !== undefined && vips['edge']?.here === true
      ? { ...(guests.nginx as EngineGuest), pid }
      : undefined;
  });
}

async function whenReplaced(former: number): Promise<number> {
  return await waitUntil('another nginx serves', 15_000, async () => {
    const { pid, state } = await nginx();
    return state === 'running' && pid !== undefined && pid !== former && pid;
  });
}

async function get(port = 80): Promise<string> {
  return await space.run('curl', '-sS', '-m', '5', `http://${VIP}:${port}/`);
}

async function statusPage(): Promise<string> {
  return await space.run('curl', '-s', '--unix-socket', join(runDir, 'nginx-status.sock'), 'http://x/');
}

async function workersOf(master: number): Promise<number[]> {
  const text = await space.run('cat', `/proc/${master}/task/${master}/children`);
  return text.trim().split(' ').map(Number);
}

async function nginxPids(): Promise<number[]> {
  const text = await space.run('sh', '-c', 'pgrep -x nginx || true');
  return text.trim() === '' ? [] : text.trim().split('\n').map(Number);
}

async function kill(signal: string, ...pids: number[]): Promise<void> {
  await space.run('kill', `-${signal}`, ...pids.map(String));
}

/** A connection through nginx to the server that sends every byte back. */
async function openSession(): Promise<{ speak: (text: string) => Promise<string>; close: () => void }> {
  const client = inside(
    process.execPath,
    '-e',
    `const s = require('net').connect(${TCP_PORT}, '${VIP}'); s.pipe(process.stdout); process.stdin.pipe(s);
     s.on('error', () => process.exit(1)); s.on('close', () => process.exit(0))`,
  );
  let heard = '';
  client.stdout?.on('data', (chunk: Buffer) => {
    heard += chunk.toString('utf8');
  });
  const speak = async (text: string): Promise<string> => {
    heard = '';
    client.stdin?.write(text);
    await waitUntil('the session answers', 5_000, () => heard.length >= text.length);
    return heard;
  };
  await speak('hello');
  return { speak, close: () => client.kill() };
}

/** Sends numbered datagrams at a rate until it is told to stop, then says how many of them the server never saw. */
interface Stream {
  /** Until so many more have come through. */
  goOn(more: number): Promise<void>;
  stop(): Promise<{ readonly sent: number; readonly lost: number }>;
}

async function sendDatagrams(perSecond: number): Promise<Stream> {
  const arrived = async (...how: string[]) =>
    Number(await space.run('curl', '-s', ...how, `http://127.0.0.1:${COUNTER_PORT}/`));
  await arrived('-X', 'DELETE');
  const client = inside(
    process.execPath,
    '-e',
    `const s = require('dgram').createSocket('udp4'); let sent = 0; const at = performance.now();
     const beat = setInterval(() => { while (sent < (performance.now() - at) * ${perSecond / 1000}) s.send(String(sent++), ${UDP_PORT}, '${VIP}'); }, 5);
     process.stdin.on('end', () => { clearInterval(beat); setTimeout(() => { console.log('sent ' + sent); process.exit(); }, 500); }).resume();`,
  );
  let said = '';
  client.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  return {
    goOn: async (more) => {
      const before = await arrived();
      await waitUntil(`${more} more datagrams`, 10_000, async () => (await arrived()) >= before + more);
    },
    stop: async () => {
      client.stdin?.end();
      const sent = await waitUntil('the sender has counted', 10_000, () => /sent (\d+)\n/.exec(said)?.[1]);
      return { sent: Number(sent), lost: Number(sent) - (await arrived()) };
    },
  };
}

const COUNTER_PORT = 7003;
const SERVERS = `require('net').createServer((s) => s.on('error', () => {}).pipe(s)).listen(${TCP_SERVER.port}, '${TCP_SERVER.host}');
const u = require('dgram').createSocket('udp4'); const seen = new Set(); u.on('message', (m) => seen.add(m.toString()));
u.bind(${UDP_SERVER.port}, '${UDP_SERVER.host}', () => u.setRecvBufferSize(4194304));
require('http').createServer((asked, answer) => { if (asked.method === 'DELETE') seen.clear(); answer.end(String(seen.size)); }).listen(${COUNTER_PORT}, '127.0.0.1')`;

describe('nginx on a foundation', { concurrency: 1 }, () => {
  before(async () => {
    runDir = mkdtempSync(join(tmpdir(), 'hf-nginx-'));
    space = await makeNamespace(NODE_NETWORK);
    inside(process.execPath, '-e', SERVERS);
    writeNginxRelease(runDir, { text: 'one' });
    startFoundation();
    await whenServing();
  });

  after(async () => {
    await space.end();
    rmSync(runDir, { recursive: true, force: true });
  });

  it('serves on the sockets that the foundation holds, without a HAProxy, and tells its status', async () => {
    assert.equal(await get(), 'one');
    const { guests, vips } = await status();
    assert.deepEqual([guests.nginx?.state, guests.haproxy.state], ['running', 'unused']);
    assert.equal(vips['edge']?.healthy, true);
    assert.match(await statusPage(), /Active connections/);
  });

  it('is replaced by a reload without losing a session, and the former ends with its last one', async () => {
    const { pid } = await whenServing();
    const session = await openSession();
    writeNginxRelease(runDir, { text: 'two' });
    const answer = await ask({ do: 'reload' });
    assert.ok(answer.ok);
    assert.equal(answer.did?.nginx, 'reloaded');
    assert.equal(await get(), 'two');
    const now = await nginx();
    assert.notEqual(now.pid, pid);
    assert.deepEqual([now.draining, now.reloads], [1, 1]);
    assert.equal(await session.speak('again'), 'again');
    session.close();
    await waitUntil('the former has ended', 10_000, async () => (await nginx()).draining === 0);
    assert.match(await statusPage(), /Active connections/);
  });

  it('is kept where the release is the same, and a release that nginx refuses changes nothing', async () => {
    const { pid } = await whenServing();
    const same = await ask({ do: 'reload' });
    assert.ok(same.ok);
    assert.equal(same.did?.nginx, 'kept');
    writeNginxRelease(runDir, { text: 'three', broken: true });
    const refused = await ask({ do: 'reload' });
    assert.ok(!refused.ok);
    assert.equal(refused.fault.code, 'foundation/release-refused');
    assert.match(refused.fault.evidence, /nginx -t: .*unknown directive "no_such_directive"/s);
    assert.equal((await nginx()).pid, pid);
    assert.equal(await get(), 'two');
  });

  it('loses no connection and no datagram when master and workers are killed at once', async () => {
    writeNginxRelease(runDir, { text: 'two' });
    const stream = await sendDatagrams(500);
    for (let round = 0; round < 3; round += 1) {
      const { pid } = await whenServing();
      await kill('KILL', pid, ...(await workersOf(pid)));
      assert.equal(await get(), 'two');
      await whenReplaced(pid);
      await stream.goOn(40);
    }
    assert.equal((await status()).vips['edge']?.healthy, true);
    const { sent, lost } = await stream.stop();
    // Those that a worker had taken when it was killed.
    assert.ok(sent > 30 && lost <= 6, `${lost} of ${sent}`);
  });

  it("lets a killed master's workers serve until another serves, then ends them with their sessions", async () => {
    const { pid } = await whenServing();
    const workers = await workersOf(pid);
    const session = await openSession();
    await kill('KILL', pid);
    await whenReplaced(pid);
    assert.equal(await session.speak('still'), 'still');
    session.close();
    await waitUntil('the orphans are gone', 10_000, async () => {
      const left = await nginxPids();
      return (await nginx()).draining === 0 && workers.every((worker) => !left.includes(worker));
    });
  });

  for (const what of ['master', 'worker'] as const) {
    it(`sets a second one beside a frozen ${what}, and nobody waits long`, async () => {
      const { pid } = await whenServing();
      const frozen = what === 'master' ? pid : (await workersOf(pid))[0];
      assert.ok(frozen !== undefined);
      await kill('STOP', frozen);
      await whenReplaced(pid);
      assert.equal(await get(), 'two');
      await kill('CONT', frozen);
      await waitUntil('the former has ended', 10_000, async () => (await nginx()).draining === 0);
    });
  }

  it('takes its processes over when the foundation is killed, also the workers of a master that died meanwhile', async () => {
    const { pid } = await whenServing();
    const workers = await workersOf(pid);
    const gone = new Promise((resolve) => foundation.once('exit', resolve));
    await kill('KILL', (await status()).pid);
    await gone;
    await kill('KILL', pid);
    assert.equal(await get(), 'two');
    startFoundation();
    await waitUntil('another nginx serves', 15_000, async () => {
      const now = await status().catch(() => undefined);
      return now?.guests.nginx?.state === 'running' && now.guests.nginx.pid !== pid;
    });
    assert.equal(await get(), 'two');
    await waitUntil('the orphans are gone', 10_000, async () => {
      const left = await nginxPids();
      return workers.every((worker) => !left.includes(worker));
    });
  });

  it('does not wake a former process for new connections', async () => {
    const { pid } = await whenServing();
    const session = await openSession();
    assert.ok((await ask({ do: 'reload', nginx: 'anew' })).ok);
    await waitUntil('the former drains', 5_000, async () => (await nginx()).draining === 1);
    const old = await workersOf(pid);
    const polled = async () =>
      await space.run(
        'sh',
        '-c',
        `cat ${old.map((one) => `/proc/${one}/fdinfo/*`).join(' ')} | grep -c '^tfd'`,
      );
    // Its own pipe to the master, its notification, and the two ends of the session.
    assert.ok(Number(await polled()) <= 2 * old.length + 2, await polled());
    session.close();
  });

  it('makes the node unfit when it dies at every start, and fit again when it serves', async () => {
    const file = join(runDir, 'active/nginx.conf');
    const good = readFileSync(file);
    const { pid } = await whenServing();
    rmSync(file);
    await kill('KILL', pid, ...(await workersOf(pid)));
    await waitUntil('the node is unfit', 10_000, async () => {
      const vip = (await status()).vips['edge'];
      return vip?.healthy === false && vip.weight === 0 && vip.reason?.includes('nginx') === true;
    });
    writeFileSync(file, good);
    await waitUntil(
      'the node is fit again',
      15_000,
      async () => (await status()).vips['edge']?.healthy === true,
    );
  });

  it('comes and goes with the services that need it, beside HAProxy', async () => {
    writeNginxRelease(runDir, { text: 'four', haproxy: true });
    assert.ok((await ask({ do: 'reload' })).ok);
    assert.deepEqual([await get(80), await get(81)], ['four', 'haproxy-four']);
    writeNginxRelease(runDir, { text: 'five' });
    assert.ok((await ask({ do: 'reload' })).ok);
    assert.equal(await get(80), 'five');
    await waitUntil('HAProxy is gone', 10_000, async () => {
      return (await space.run('sh', '-c', 'pgrep -x haproxy || true')).trim() === '';
    });
    assert.equal((await status()).guests.haproxy.state, 'unused');
  });

  it('ends with the foundation', async () => {
    assert.ok((await ask({ do: 'stop' })).ok);
    await waitUntil('no nginx is left', 10_000, async () => (await nginxPids()).length === 0);
  });
});
