import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type CheckTarget, runCheck } from '../../src/node/checks/run-check.ts';
import type { Check } from '../../src/site/server-check.ts';

const HTTP: Check['kind'] = {
  is: 'http',
  method: 'GET',
  path: '/health',
  host: 'a.example.org',
  expect: { status: '200' },
};

const check = (kind: Check['kind'], timeoutMs = 5_000): Check => ({
  kind,
  everyMs: 5_000,
  fall: 2,
  rise: 2,
  timeoutMs,
});

const target = (port: number, more: Partial<CheckTarget> = {}): CheckTarget => ({
  host: '127.0.0.1',
  port,
  isUdp: false,
  tls: undefined,
  preface: '',
  ...more,
});

function portOf(server: Server | TcpServer): number {
  return (server.address() as AddressInfo).port;
}

describe('a check of a server by the node itself', () => {
  const web = createServer((request, response) => {
    response.statusCode = request.headers.host === 'a.example.org' && request.url === '/health' ? 200 : 404;
    response.end('fine');
  });
  const talker = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      if (bytes.toString().startsWith('PING')) socket.write('+PONG\r\n');
    });
  });

  before(async () => {
    web.listen(0, '127.0.0.1');
    talker.listen(0, '127.0.0.1');
    await Promise.all([once(web, 'listening'), once(talker, 'listening')]);
  });

  after(() => {
    web.close();
    talker.close();
  });

  it('connects, asks and reads as HAProxy does, in its words', async () => {
    assert.match((await runCheck(target(portOf(web)), check({ is: 'tcp' }))).words, /^L4OK in \d+ ms$/);
    assert.match((await runCheck(target(portOf(web)), check(HTTP))).words, /^L7OK 200 in \d+ ms$/);
    const bytes = await runCheck(
      target(portOf(talker)),
      check({ is: 'bytes', send: 'PING\r\n', expect: '+PONG' }),
    );
    assert.match(bytes.words, /^L7OK in/);
  });

  it('says what is wrong: another status, nobody there, silence', async () => {
    const other = await runCheck(target(portOf(web)), check({ ...HTTP, path: '/other' }));
    assert.equal(other.isOk, false);
    assert.match(other.words, /^L7STS 404 in \d+ ms: expected 200$/);
    const nobody = await runCheck(target(1), check({ is: 'tcp' }));
    assert.match(nobody.words, /^L4CON in \d+ ms: connection refused$/);
    const silent = await runCheck(
      target(portOf(talker)),
      check({ is: 'bytes', send: 'HELLO\r\n', expect: '+PONG' }, 200),
    );
    assert.match(silent.words, /^L7TOUT in \d+ ms: no answer in time$/);
  });

  it('calls a port where nobody takes datagrams down, and a silent one up', async () => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const { port } = socket.address();
    assert.ok((await runCheck(target(port, { isUdp: true }), check({ is: 'tcp' }))).isOk);
    const closed = once(socket, 'close');
    socket.close();
    await closed;
    const gone = await runCheck(target(port, { isUdp: true }), check({ is: 'tcp' }));
    assert.match(gone.words, /^L4CON in \d+ ms: connection refused$/);
  });

  it('speaks TLS where the pool does, and says so when the server does not', async () => {
    const plain = await runCheck(target(portOf(talker)), check({ is: 'tls' }, 1_000));
    assert.equal(plain.isOk, false);
    assert.match(plain.words, /^L6(TOUT|RSP)/);
  });
});
