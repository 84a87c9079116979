import assert from 'node:assert/strict';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { LongSessions } from './long-sessions.ts';
import { OpenLoop } from './open-loop.ts';
import { parseProbeRecord, printProbeRecord } from './probe-record.ts';

const HTTP_OK = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok';
const servers: Server[] = [];
const open = new Set<Socket>();
after(() => {
  for (const server of servers) server.close();
  for (const socket of open) socket.destroy();
});

async function serve(how: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => open.delete(socket));
    how(socket);
    socket.resume();
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function ask(
  port: number,
  change: { kind?: 'http' | 'tcp'; rate?: number; timeoutMs?: number } = {},
): OpenLoop {
  return new OpenLoop({
    target: { kind: change.kind ?? 'http', host: '127.0.0.1', port, path: '/' },
    rate: change.rate ?? 500,
    timeoutMs: change.timeoutMs ?? 5000,
    forMs: 0,
    longSessions: 0,
    out: '',
  });
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 5000;
  while (!holds()) {
    assert.ok(performance.now() < deadline, 'it did not come true');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

test('a slow answer does not delay the next start', async () => {
  let asked = 0;
  const waiting: Socket[] = [];
  // Nobody is answered before ten ask: with one request at a time nobody ever would be.
  const port = await serve((socket) => {
    socket.once('data', () => {
      asked += 1;
      waiting.push(socket);
      if (asked >= 10) for (const one of waiting.splice(0)) one.end(HTTP_OK);
    });
  });
  const loop = ask(port, { timeoutMs: 5000 });
  await until(() => asked >= 10);
  const attempts = await loop.end();
  assert.ok(attempts.every(({ result }) => result === 'ok'));
  const dues = attempts.map(({ dueUs }) => dueUs);
  assert.ok(dues.every((due, index) => index === 0 || Math.abs(due - (dues[index - 1] ?? 0) - 2000) <= 1));
});

test('each way to fail has its name', async () => {
  const silent = await serve(() => {});
  const rude = await serve((socket) => socket.once('data', () => socket.resetAndDestroy()));
  const brief = await serve((socket) => socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\n')));
  const wrong = await serve((socket) => socket.once('data', () => socket.end('HTTP/1.1 503 No\r\n\r\n')));
  const gone = await serve(() => {});
  servers.pop()?.close();
  const results = async (port: number, timeoutMs = 5000) => {
    const attempts = await ask(port, { rate: 100, timeoutMs }).end();
    return attempts.map(
      ({ result, connectedUs }) => `${result}${connectedUs === undefined ? '' : ', connected'}`,
    );
  };
  assert.deepEqual(await results(silent, 50), ['timeout, connected']);
  assert.deepEqual(await results(rude), ['reset, connected']);
  assert.deepEqual(await results(brief), ['closed, connected']);
  assert.deepEqual(await results(wrong), ['bad-status, connected']);
  assert.deepEqual(await results(gone), ['refused']);
});

test('over TCP the very line must come back', async () => {
  const echo = await serve((socket) => socket.pipe(socket));
  const other = await serve((socket) => socket.end('something else\n'));
  assert.deepEqual(
    (await ask(echo, { kind: 'tcp' }).end()).map(({ result }) => result),
    ['ok'],
  );
  assert.deepEqual(
    (await ask(other, { kind: 'tcp' }).end()).map(({ result }) => result),
    ['bad-echo'],
  );
});

test('a long session that is closed is broken, one that speaks survives, one that is refused never was', async () => {
  const port = await serve((socket) => {
    const timer = setInterval(() => socket.write('x'), 50);
    socket.write('x');
    socket.once('close', () => clearInterval(timer));
  });
  const target = { kind: 'http', host: '127.0.0.1', port, path: '/' } as const;
  const alive = new LongSessions(target, 3);
  await alive.opened();
  const found = alive.end();
  assert.ok(found.every(({ openedUs, brokenUs }) => openedUs !== undefined && brokenUs === undefined));

  let sockets: Socket[] = [];
  const closing = await serve((socket) => {
    sockets = [...sockets, socket];
    socket.write('x');
  });
  const cut = new LongSessions({ ...target, port: closing }, 2);
  await cut.opened();
  for (const socket of sockets) socket.end();
  await until(() => sockets.every(({ closed }) => closed));
  assert.deepEqual(
    cut.end().map(({ why }) => why),
    ['closed by the other side', 'closed by the other side'],
  );

  const free = await serve(() => {});
  servers.pop()?.close();
  const refused = new LongSessions({ ...target, port: free }, 1);
  await refused.opened();
  assert.equal(refused.end()[0]?.openedUs, undefined);
});

test('a session that is silent for a second is broken, not sooner', async () => {
  let closed = false;
  const port = await serve((socket) => {
    socket.write('x');
    socket.once('close', () => {
      closed = true;
    });
  });
  const startedAt = performance.now();
  const sessions = new LongSessions({ kind: 'http', host: '127.0.0.1', port, path: '/' }, 1);
  await until(() => closed);
  assert.ok(performance.now() - startedAt >= 1000);
  assert.match(sessions.end()[0]?.why ?? '', /silent/);
});

test('what is printed is read back', () => {
  const attempts = [
    { dueUs: 1, startUs: 2, endUs: 3, result: 'ok' as const, connectedUs: 2, requestSent: true },
    {
      dueUs: 4,
      startUs: 5,
      endUs: 6,
      result: 'refused' as const,
      connectedUs: undefined,
      requestSent: false,
    },
  ];
  const sessions = [{ openedUs: 1, brokenUs: undefined, why: '' }];
  const read = parseProbeRecord(printProbeRecord({ attempts, sessions }));
  assert.deepEqual(
    read.attempts.map(({ result, connectedUs }) => [result, connectedUs]),
    [
      ['ok', 2],
      ['refused', undefined],
    ],
  );
  assert.equal(read.sessions[0]?.openedUs, 1);
});
