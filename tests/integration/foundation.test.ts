import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { askFoundation } from '../../src/foundation/control-client.ts';
import type { ControlRequest } from '../../src/foundation/control-protocol.ts';
import type { FoundationStatus } from '../../src/foundation/status.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NODE_NETWORK, VIP, writeOneNodeRelease } from '../support/one-node-release.ts';
import { waitUntil } from '../support/wait-until.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/foundation.mjs');

let space: Namespace;
let runDir: string;
let foundation: ChildProcess;

function writeRelease(options: Parameters<typeof writeOneNodeRelease>[1]): void {
  writeOneNodeRelease(runDir, options);
}

function startFoundation(): void {
  const [file = '', ...args] = [...space.enter, process.execPath, BUNDLE, '--run-dir', runDir];
  foundation = spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore'] });
}

async function ask(request: ControlRequest) {
  return await askFoundation(join(runDir, 'control.sock'), request, 10_000);
}

async function status(): Promise<FoundationStatus> {
  const answer = await ask({ do: 'status' });
  assert.ok(answer.ok && answer.status !== undefined);
  return answer.status;
}

async function whenServing(): Promise<FoundationStatus> {
  return await waitUntil('the node serves and holds its VIP', 15_000, async () => {
    const now = await status();
    return now.guests.haproxy.state === 'running' && now.vips['edge']?.here === true && now;
  });
}

async function get(port = 80): Promise<string> {
  return await space.run('curl', '-sS', '-m', '5', `http://${VIP}:${port}/`);
}

/** Answers a request only when its body is complete. */
const SLOW_SERVER = `require('http').createServer((request, response) => {
  request.resume().on('end', () => response.end(request.headers['x-text']));
}).listen(7000, '127.0.0.1')`;

/** A request whose body comes late: a long session. */
function openSession(): { ended: () => boolean; finish: () => Promise<string> } {
  const client = spawn(
    space.enter[0] as string,
    [
      ...space.enter.slice(1),
      process.execPath,
      '-e',
      `const s = require('net').connect(80, '${VIP}', () => s.write('POST /slow HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 2\\r\\nConnection: close\\r\\n\\r\\n'));
       s.pipe(process.stdout); s.on('error', () => process.exit(1)); s.on('close', () => process.exit(0));
       process.stdin.on('data', () => s.write('ok'));`,
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  let text = '';
  let over = false;
  client.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  client.on('exit', () => {
    over = true;
  });
  return {
    ended: () => over,
    finish: async () => {
      client.stdin.write('go');
      await waitUntil('the long session ends', 10_000, () => over);
      return text;
    },
  };
}

async function sessions(): Promise<number> {
  const text = await space.run(
    process.execPath,
    '-e',
    `const s = require('net').connect('${runDir}/haproxy.sock', () => s.write('show sess\\n')); s.pipe(process.stdout)`,
  );
  return text.split('\n').filter((line) => line.includes('fe=web')).length;
}

/** Descriptors that a process's epolls wait for, and with `closed` only those that it has closed. */
async function polled(pid: number, closed?: 'closed'): Promise<string[]> {
  const list = `cat /proc/${pid}/fdinfo/* | sed -n 's/^tfd: *\\([0-9]*\\).*/\\1/p'`;
  const kept =
    closed === undefined ? list : `${list} | while read fd; do [ -e /proc/${pid}/fd/$fd ] || echo $fd; done`;
  return (await space.run('sh', '-c', kept)).split('\n').filter((fd) => fd !== '');
}

describe('the foundation of one node', { concurrency: 1 }, () => {
  before(async () => {
    runDir = mkdtempSync(join(tmpdir(), 'hf-foundation-'));
    space = await makeNamespace(NODE_NETWORK);
    const [file = '', ...enter] = space.enter;
    spawn(file, [...enter, process.execPath, '-e', SLOW_SERVER], { stdio: 'ignore' });
    writeRelease({ text: 'one' });
    startFoundation();
    await whenServing();
  });

  after(async () => {
    await space.end();
    rmSync(runDir, { recursive: true, force: true });
  });

  it('serves, holds the VIP and says so', async () => {
    assert.equal(await get(), 'one');
    // Keepalived says so after it has set the address.
    await waitUntil(
      'Keepalived is master',
      5_000,
      async () => (await status()).guests.keepalived.vips['edge']?.role === 'MASTER',
    );
    // Not in its first two seconds: the whole site may be starting.
    await waitUntil(
      'it has the weight of a holder',
      5_000,
      async () => (await status()).vips['edge']?.weight === 150,
    );
    assert.equal(readFileSync(join(runDir, 'track/edge'), 'utf8').trim(), '150');
  });

  it('refuses a second foundation in the same namespace', async () => {
    await assert.rejects(
      space.run(process.execPath, BUNDLE, '--run-dir', runDir),
      /foundation\/already-runs/,
    );
  });

  it('loses no connection when HAProxy is killed again and again', async () => {
    for (let kill = 0; kill < 5; kill += 1) {
      const { pid } = (await whenServing()).guests.haproxy;
      await space.run('kill', '-9', String(pid));
      assert.equal(await get(), 'one'); // Waits in the held socket's queue, is never refused.
    }
    assert.equal((await whenServing()).vips['edge']?.here, true);
  });

  it('takes a new release into force, with one listener more, while old sessions go on', async () => {
    const session = openSession();
    await waitUntil('the session is open', 5_000, async () => (await sessions()) >= 1);
    writeRelease({ text: 'two', ports: [80, 8080] });
    assert.deepEqual(await ask({ do: 'reload' }), {
      ok: true,
      did: { haproxy: 'reloaded', keepalived: 'kept' },
    });
    assert.equal(await get(80), 'two');
    assert.equal(await get(8080), 'two');
    const now = await waitUntil('the old process is counted with its session', 5_000, async () => {
      const { haproxy } = (await status()).guests;
      return haproxy.old.some((old) => old.sessions === 1) && haproxy;
    });
    assert.equal(now.draining, 1);
    assert.equal(session.ended(), false);
    const pid = now.old[0]?.pid ?? 0;
    await waitUntil('the old process has closed the sockets', 15_000, async () => {
      await get(80);
      return (await space.run('sh', '-c', `[ -e /proc/${pid}/fd/3 ] || echo closed`)) !== '';
    });
    assert.notDeepEqual(await polled(pid), []);
    assert.deepEqual(await polled(pid, 'closed'), [], 'new connections do not wake it');
    assert.match(await session.finish(), /one$/);
    await waitUntil(
      'the old process is gone',
      5_000,
      async () => (await status()).guests.haproxy.draining === 0,
    );
  });

  it('gives up a listener without touching the other', async () => {
    writeRelease({ text: 'two', ports: [80] });
    assert.deepEqual(await ask({ do: 'reload' }), {
      ok: true,
      did: { haproxy: 'reloaded', keepalived: 'kept' },
    });
    assert.equal(await get(80), 'two');
    await waitUntil('port 8080 is closed', 5_000, async () => {
      const failed = await get(8080).catch((error: unknown) => error as Error);
      return failed instanceof Error;
    });
  });

  it('refuses a release that an engine refuses, with its words, and serves on', async () => {
    writeRelease({ text: 'three', broken: true });
    const answer = await ask({ do: 'reload' });
    assert.ok(!answer.ok);
    assert.equal(answer.fault.code, 'foundation/release-refused');
    assert.match(answer.fault.evidence, /no-such-keyword/);
    assert.equal(await get(), 'two');
  });

  it('refuses a port that somebody else has, and says who to look for', async () => {
    const [file = '', ...enter] = space.enter;
    const program = `require('net').createServer().listen(8443, '${VIP}', () => console.log('listens')); setTimeout(() => process.exit(), 20000)`;
    const other = spawn(file, [...enter, process.execPath, '-e', program], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise((resolve) => other.stdout.once('data', resolve));
    writeRelease({ text: 'three', ports: [80, 8443] });
    const answer = await ask({ do: 'reload' });
    assert.ok(!answer.ok);
    assert.equal(answer.fault.code, 'foundation/cannot-bind');
    assert.match(answer.fault.message, /8443/);
    assert.equal(await get(), 'two');
  });

  it('refuses a corrupt release file', async () => {
    writeFileSync(join(runDir, 'release/foundation.json'), '{"version": 1,');
    const answer = await ask({ do: 'reload' });
    assert.ok(!answer.ok);
    assert.equal(answer.fault.code, 'foundation/release-unreadable');
    assert.equal(await get(), 'two');
    writeRelease({ text: 'two' });
  });

  it('cuts no session when a silent HAProxy wakes up again', async () => {
    const { pid } = (await whenServing()).guests.haproxy;
    const session = openSession();
    await waitUntil('the session is open', 5_000, async () => (await sessions()) >= 1);
    await space.run('kill', '-STOP', String(pid));
    await waitUntil('a second HAProxy serves beside it', 5_000, async () => {
      const { haproxy } = (await status()).guests;
      return haproxy.pid !== undefined && haproxy.pid !== pid;
    });
    assert.equal(await get(), 'two');
    await space.run('kill', '-CONT', String(pid));
    assert.match(await session.finish(), /two$/);
  });

  it('kills a HAProxy that stays silent', async () => {
    const { pid } = (await whenServing()).guests.haproxy;
    await space.run('kill', '-STOP', String(pid));
    await waitUntil('it is gone', 20_000, async () => {
      const { haproxy } = (await status()).guests;
      return haproxy.pid !== pid && haproxy.draining === 0;
    });
  });

  it('takes its guests over after it was killed itself', async () => {
    const former = await whenServing();
    await space.run('kill', '-9', String(former.pid));
    assert.equal(await get(), 'two'); // The guests live on.
    startFoundation();
    const now = await waitUntil('the next foundation serves', 10_000, async () => {
      const next = await whenServing();
      return next.pid !== former.pid && next.guests.haproxy.pid !== former.guests.haproxy.pid && next;
    });
    assert.equal(now.guests.keepalived.pid, former.guests.keepalived.pid);
    assert.equal(now.guests.keepalived.vips['edge']?.role, 'MASTER');
    assert.equal(await get(), 'two');
  });

  it('makes room for its successor: nothing stops, and the node never looks sick meanwhile', async () => {
    const before = await status();
    const said = new Set<string>();
    const watching = watch(join(runDir, 'track'), () => {
      said.add(readFileSync(join(runDir, 'track/edge'), 'utf8').trim());
    });
    const ended = once(foundation, 'exit');
    await space.run('kill', '-USR2', String(before.pid));
    await ended;
    assert.equal(await get(), 'two'); // Served by the guests alone.
    startFoundation();
    const now = await waitUntil('the successor serves with a HAProxy of its own', 15_000, async () => {
      const seen = await status();
      const { state, pid } = seen.guests.haproxy;
      return state === 'running' && pid !== before.guests.haproxy.pid && seen;
    });
    watching.close();
    assert.equal(now.guests.keepalived.pid, before.guests.keepalived.pid);
    assert.equal(now.vips['edge']?.here, true);
    assert.deepEqual(
      [...said].filter((weight) => weight !== '150'),
      [],
    );
  });

  it('starts Keepalived again when it was killed, though its pid files lie there', async () => {
    const { pid } = (await whenServing()).guests.keepalived;
    const child = readFileSync(join(runDir, 'vrrp.pid'), 'utf8').trim();
    await space.run('kill', '-9', String(pid), child);
    await waitUntil('another Keepalived is master', 10_000, async () => {
      const { keepalived } = (await status()).guests;
      return (
        keepalived.pid !== undefined && keepalived.pid !== pid && keepalived.vips['edge']?.role === 'MASTER'
      );
    });
    assert.equal((await whenServing()).guests.keepalived.restarts, 1);
  });

  it('closes the sessions of a VIP that leaves', async () => {
    await whenServing();
    const session = openSession();
    await waitUntil('the session is open', 5_000, async () => (await sessions()) >= 1);
    await space.run('ip', 'link', 'set', 'far', 'down');
    await waitUntil('the VIP left', 5_000, async () => (await status()).vips['edge']?.here === false);
    await waitUntil('no session is left', 5_000, async () => (await sessions()) === 0);
    await space.run('ip', 'link', 'set', 'far', 'up');
    await whenServing();
    void session;
  });

  it('removes a VIP that lies on the interface although another node is master', async () => {
    await whenServing();
    await space.run('ip', 'link', 'set', 'far', 'down');
    await waitUntil('Keepalived gave it up', 5_000, async () => {
      const { vips } = (await status()).guests.keepalived;
      return vips['edge']?.role === 'FAULT';
    });
    await space.run('ip', 'addr', 'add', `${VIP}/24`, 'dev', 'lo');
    await waitUntil('it is removed', 10_000, async () => {
      return !(await space.run('ip', '-o', 'addr', 'show', 'dev', 'lo')).includes(VIP);
    });
    await space.run('ip', 'link', 'set', 'far', 'up');
    await whenServing();
  });

  it('names a stranger on one of its ports', async () => {
    const stranger = spawn(
      space.enter[0] as string,
      [
        ...space.enter.slice(1),
        process.execPath,
        '-e',
        `require('net').createServer().listen({port: 80, host: '${VIP}', reusePort: true}); setTimeout(() => process.exit(), 20000)`,
      ],
      { stdio: 'ignore' },
    );
    await waitUntil('the finding is there', 15_000, async () =>
      (await status()).findings.some(({ code }) => code === 'foundation/stranger'),
    );
    // It ends by itself: the kill reaches only what brought it into the namespace.
    stranger.kill('SIGKILL');
    await waitUntil('it is forgotten when it has gone', 40_000, async () =>
      (await status()).findings.every(({ code }) => code !== 'foundation/stranger'),
    );
  });

  it('gives its VIP away when HAProxy dies at every start, and takes it back when it is well', async () => {
    await whenServing();
    const file = join(runDir, 'active/haproxy.cfg');
    const good = readFileSync(file);
    writeFileSync(file, 'garbage\n');
    await space.run('kill', '-9', String((await status()).guests.haproxy.pid));
    const sick = await waitUntil('the node is sick', 5_000, async () => {
      const now = await status();
      return now.vips['edge']?.healthy === false && now;
    });
    assert.equal(sick.vips['edge']?.weight, 0);
    assert.match(sick.vips['edge']?.reason ?? '', /dies at its start/);
    writeFileSync(file, good);
    await waitUntil(
      'it is well again',
      15_000,
      async () => (await whenServing()).vips['edge']?.healthy === true,
    );
  });

  it('answers nonsense on its control socket with a fault, and lives', async () => {
    const answer = await ask({ do: 'bonus', vip: 'nobody', value: true });
    assert.ok(!answer.ok);
    assert.equal(answer.fault.code, 'foundation/bad-request');
  });

  it('stops everything when it is told to', async () => {
    assert.deepEqual(await ask({ do: 'stop' }), { ok: true });
    await waitUntil(
      'it is gone',
      10_000,
      () => foundation.exitCode !== null || foundation.signalCode !== null,
    );
    assert.doesNotMatch(await space.run('ip', '-o', 'addr', 'show'), new RegExp(VIP.replaceAll('.', '\\.')));
    const left = await space.run('ps', '-e', '-o', 'stat=,comm=,ppid=');
    assert.doesNotMatch(left, /haproxy|keepalived/);
  });
});
