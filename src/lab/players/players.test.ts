import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { after, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const started: ChildProcess[] = [];

after(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** Starts a player on a free port of this machine; returns the port when it listens. */
async function play(program: 'http-echo' | 'tcp-echo' | 'udp-echo'): Promise<number> {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as { port: number };
  free.close();
  await once(free, 'close');
  const file = fileURLToPath(new URL(`${program}.ts`, import.meta.url));
  started.push(
    spawn(process.execPath, [file, '--listen', `127.0.0.1:${port}`, '--name', 's1'], { stdio: 'ignore' }),
  );
  const deadline = performance.now() + 5000;
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    const isUp = await new Promise((resolve) =>
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false)),
    );
    socket.destroy();
    if (isUp) return port;
    assert.ok(performance.now() < deadline, 'the player does not listen');
    await pause(10);
  }
}

/** Sends bytes and returns all that comes back until the other side ends or breaks off. */
async function talk(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.end(bytes);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => (text += chunk));
  await new Promise((resolve) => socket.once('error', resolve).once('end', resolve));
  socket.destroy();
  return text;
}

describe('http-echo', async () => {
  const port = await play('http-echo');
  const url = (path: string) => `http://127.0.0.1:${port}${path}`;

  it('is healthy', async () => {
    assert.equal((await fetch(url('/health'))).status, 200);
  });

  it('tells who was asked, by whom and with which headers', async () => {
    const answer = await (await fetch(url('/a?b=c'), { headers: { 'x-forwarded-for': '10.0.0.9' } })).json();
    const { server, client, url: path, headers } = answer as Record<string, Record<string, string>>;
    assert.deepEqual(
      [server, client, path, headers?.['x-forwarded-for']],
      ['s1', '127.0.0.1', '/a?b=c', '10.0.0.9'],
    );
  });

  it('answers late when asked to', async () => {
    const since = performance.now();
    assert.equal((await fetch(url('/slow?ms=150'))).status, 200);
    assert.ok(performance.now() - since >= 145);
  });

  it('streams a line now and then, for as long as asked', async () => {
    const text = await (await fetch(url('/stream?ms=120&every=20'))).text();
    const lines = text.trim().split('\n');
    assert.ok(lines.length >= 3 && lines.length <= 8, text);
    assert.equal(lines[0], 's1 0');
  });

  it('takes the PROXY protocol of a balancer, both versions, and does without', async () => {
    const request = 'GET /health HTTP/1.0\r\n\r\n';
    assert.match(await talk(port, `PROXY TCP4 10.0.0.9 10.0.0.1 4000 80\r\n${request}`), /^HTTP\/1\.1 200 /);
    const v2 = Buffer.concat([Buffer.from('\r\n\r\n\0\r\nQUIT\n\x20\0\0\0', 'latin1'), Buffer.from(request)]);
    assert.match(await talk(port, v2), /^HTTP\/1\.1 200 /);
    assert.match(await talk(port, 'PROXY nonsense'), /^$/);
  });

  it('survives odd requests', async () => {
    assert.match(await talk(port, 'nonsense\r\n\r\n'), /^HTTP\/1\.1 400 /);
    assert.match(
      await talk(port, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(200_000)}\r\n\r\n`),
      /^HTTP\/1\.1 4|^$/,
    );
    assert.equal((await fetch(url('/slow?ms=-1&every=nan'))).status, 200);
    assert.equal((await fetch(url('/'), { method: 'POST', body: 'z'.repeat(3_000_000) })).status, 200);
    assert.equal((await fetch(url('/health'))).status, 200);
  });
});

describe('tcp-echo', async () => {
  const port = await play('tcp-echo');

  it('sends back every byte and ends when the client has ended', async () => {
    const text = '#ping\n'.repeat(50_000);
    assert.equal(await talk(port, text), text);
  });

  it('outlives a client that breaks off', async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write('x');
    socket.resetAndDestroy();
    assert.equal(await talk(port, '#ping'), '#ping');
  });
});

describe('udp-echo', async () => {
  const port = await play('udp-echo');

  it('sends back every datagram to where it came from', async () => {
    const socket = createSocket('udp4');
    const heard = once(socket, 'message');
    socket.send('<13>hello', port, '127.0.0.1');
    assert.equal(String((await heard)[0]), '<13>hello');
    socket.close();
  });
});

it('a player refuses arguments that it does not know', () => {
  const file = fileURLToPath(new URL('tcp-echo.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [file, '--listen', 'nowhere'], { encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /^usage:/);
});
