import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { addressKey } from '../../src/node/api/address-places.ts';
import { openTlsDoor } from '../../src/node/api/door/open-tls-door.ts';
import { openUnixDoor } from '../../src/node/api/door/open-unix-door.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import type { Refused } from '../../src/node/api/refused.ts';
import { type Api, serveApi } from '../../src/node/api/serve-api.ts';
import { apiParties } from '../support/api-parties.ts';
import { askUnix } from '../support/ask-unix.ts';
import { smallNodeService } from '../support/small-node-service.ts';
import { waitUntil } from '../support/wait-until.ts';

/* Callers that are slow, broken or malicious: refused, told, counted; whoever behaves is served meanwhile. */

const root = mkdtempSync(join(tmpdir(), 'holdfast-api-siege-'));
const path = join(root, 'node.sock');
let parties: Awaited<ReturnType<typeof apiParties>>;
let node: Awaited<ReturnType<typeof smallNodeService>>;
let api: Api;
let told: Refused[];
let bugs: unknown[];
let doors: NodeDoor[];
let open: Socket[];

before(async () => {
  parties = await apiParties(root);
  node = await smallNodeService(root);
});
after(async () => {
  await node.close();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(async () => {
  [told, bugs, open] = [[], [], []];
  api = await serveApi({
    service: node.service,
    unixSocket: path,
    tls: { paths: parties.pathsOf('lb1'), host: '127.0.0.1', port: 0 },
    onRefused: (refused) => told.push(refused),
    onBug: (error) => bugs.push(error),
    limits: {
      bodyBytes: 100_000,
      headersMs: 300,
      requestMs: 600,
      handshakeMs: 300,
      tlsConnections: 24,
      connectionsPerAddress: 16,
      unixConnections: 12,
      streams: 3,
      slowReaderMs: 200,
    },
  });
  doors = [
    openUnixDoor(path),
    openTlsDoor({
      node: 'lb1',
      host: '127.0.0.1',
      port: api.port ?? 0,
      tls: parties.tlsOf('anna'),
      lookMs: 10_000,
    }),
  ];
  await servedStill();
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  for (const door of doors) door.close();
  await api.close();
  assert.deepEqual(bugs, []);
});

/** Whoever behaves is served, over both ways. */
async function servedStill(): Promise<void> {
  for (const door of doors) assert.equal((await door.ready()).ready, true);
}

const toldOf = async (reason: string) => {
  await waitUntil(reason, 5_000, () => told.some((refused) => refused.reason === reason));
  return api.counters.refused.get(reason) ?? 0;
};

/** A raw connection; what comes back is collected until its end. */
function raw(bytes: string | Buffer, socket = connect(path)): { socket: Socket; answer: Promise<string> } {
  open.push(socket);
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  socket.write(bytes);
  return { socket, answer: once(socket, 'close').then(() => text) };
}

const overTls = (name = 'anna') =>
  connectTls({ ...parties.tlsOf(name), host: '127.0.0.1', port: api.port, ALPNProtocols: ['http/1.1'] });
const head = (line: string, ...headers: string[]) =>
  [line, 'Host: localhost', ...headers, '', ''].join('\r\n');

describe('the API under siege', { timeout: 120_000 }, () => {
  it('does not read a body that is too large, announced or not', async () => {
    const body = JSON.stringify({ spec: 'x'.repeat(200_000), file: 'web.yaml' });
    const announced = await askUnix(path, 'POST', '/api/v1/plan', { body });
    assert.deepEqual([announced.status, announced.json['code']], [413, 'node/too-large']);
    assert.equal(announced.headers['connection'], 'close');
    const chunked = await askUnix(path, 'POST', '/api/v1/plan', {
      body,
      headers: { 'transfer-encoding': 'chunked' },
    });
    assert.equal(chunked.status, 413);
    assert.equal(await toldOf('too-large'), 2);
    assert.equal(api.counters.bodies, 0);
    await servedStill();
  });

  it('takes a spec of the size that specs may have', async () => {
    const socket = join(root, 'large.sock');
    const large = await serveApi({ service: node.service, unixSocket: socket, onBug: (e) => bugs.push(e) });
    const spec = `# ${'"'.repeat(700_000)}\nversion: 2\n`;
    const { status, json } = await askUnix(socket, 'POST', '/api/v1/plan', {
      body: { spec, file: 'web.yaml' },
    });
    assert.deepEqual([status, String(json['code']).split('/')[0]], [400, 'spec']);
    await large.close();
  });

  for (const [what, bytes, status, reason] of [
    ['garbage', '\u0001\u0002garbage\r\n\r\n', 400, 'not-http'],
    ['a line of TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400, 'not-http'],
    [
      'both lengths, as smugglers do',
      head('POST /api/v1/confirm HTTP/1.1', 'Content-Length: 4', 'Transfer-Encoding: chunked'),
      400,
      'not-http',
    ],
    ['headers without an end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}`, 431, 'large-headers'],
    ['a header, and nothing more', 'GET /healthz HTTP/1.1\r\nHost: x\r\n', 408, 'too-slow'],
    [
      'a body that does not come',
      head('POST /api/v1/plan HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 99') + '{"a',
      408,
      'too-slow',
    ],
  ] as const) {
    it(`cuts a connection that sends ${what}`, async () => {
      for (const socket of [undefined, overTls()]) {
        const { answer } = raw(bytes, socket);
        assert.match(await answer, new RegExp(`^HTTP/1.1 ${status} [^]*"code":"node/bad-request"`));
      }
      assert.equal(await toldOf(reason), 2);
      await servedStill();
    });
  }

  it('cuts a connection that says nothing at all', async () => {
    const { answer } = raw('');
    assert.match(await answer, /^HTTP\/1\.1 408/);
    await toldOf('too-slow');
  });

  it('refuses garbage in the place of TLS', async () => {
    const { answer } = raw('GET / HTTP/1.1\r\n\r\n', connect(api.port ?? 0, '127.0.0.1'));
    await answer;
    await toldOf('not-tls');
    await servedStill();
  });

  it('gives one address so many connections, and the others the rest', async () => {
    const flood = Array.from({ length: 60 }, () => raw('', connect(api.port ?? 0, '127.0.0.1')));
    await toldOf('too-many-of-one-address');
    // The unix socket is served in any case; the address itself again when its idle connections were cut.
    assert.equal((await doors[0]?.ready())?.ready, true);
    await Promise.all(flood.map(({ answer }) => answer));
    assert.ok((api.counters.refused.get('too-many-of-one-address') ?? 0) >= 40);
    assert.ok(
      told.filter(({ reason }) => reason === 'too-many-of-one-address').length <= 2,
      'not one line each',
    );
    await servedStill();
  });

  it('survives thousands of connections that say nothing', async () => {
    for (let round = 0; round < 20; round += 1) {
      const flood = Array.from({ length: 100 }, () => raw('', connect(api.port ?? 0, '127.0.0.1')));
      await Promise.all(
        flood.map(({ socket }) => Promise.race([once(socket, 'close'), once(socket, 'connect')])),
      );
      assert.equal((await doors[0]?.ready())?.ready, true);
      for (const { socket } of flood) socket.destroy();
    }
    await waitUntil('all are gone', 10_000, () => api.counters.connections <= 4);
    await servedStill();
  });

  it('refuses more connections over the unix socket than there are places', async () => {
    const flood = Array.from({ length: 30 }, () => raw(''));
    await toldOf('too-many-connections');
    await Promise.all(flood.map(({ answer }) => answer));
    await servedStill();
  });

  it('answers what is pipelined in order, and refuses an endless pipeline', async () => {
    const some = Array.from({ length: 10 }, (_, index) =>
      head(`GET /api/v1/logs/haproxy?lines=${index + 1} HTTP/1.1`),
    );
    const { answer } = raw(some.join('') + head('GET /healthz HTTP/1.1', 'Connection: close'));
    const lines = [...(await answer).matchAll(/the last (\d+) lines/g)].map(([, count]) => Number(count));
    assert.deepEqual(lines, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const endless = raw(head('GET /api/v1/status HTTP/1.1').repeat(500));
    assert.match(await endless.answer, /HTTP\/1\.1 429/);
    await toldOf('too-many-requests');
    await servedStill();
  });

  it('answers somebody who has closed its half', async () => {
    const { socket, answer } = raw(head('GET /healthz HTTP/1.1', 'Connection: close'));
    socket.end();
    assert.match(await answer, /^HTTP\/1\.1 200[^]*\{"alive":true\}/);
  });

  it('forgets somebody who went away in the middle of a body', async () => {
    const { socket } = raw(
      head('POST /api/v1/plan HTTP/1.1', 'Content-Type: application/json', 'Content-Length: 99') + '{"a',
    );
    await waitUntil('the body', 5_000, () => api.counters.bodies > 0);
    socket.destroy();
    await waitUntil('its memory', 5_000, () => api.counters.bodies === 0);
    await servedStill();
  });

  it('has so many event streams, and no more', async () => {
    const streams = Array.from({ length: 3 }, () =>
      raw(head('GET /api/v1/events?follow=1 HTTP/1.1'), connect(path)),
    );
    await waitUntil('three streams', 5_000, () => api.counters.streams === 3);
    const fourth = await askUnix(path, 'GET', '/api/v1/events?follow=1');
    assert.deepEqual([fourth.status, fourth.json['code']], [503, 'node/too-busy']);
    await toldOf('too-many-streams');
    for (const { socket } of streams) socket.destroy();
    await waitUntil('none', 5_000, () => api.counters.streams === 0);
    await servedStill();
  });

  it('drops a reader that does not read, with little in memory for it', async () => {
    const { socket } = raw(head('GET /api/v1/events?follow=1&from=1 HTTP/1.1'));
    await waitUntil('the stream', 5_000, () => api.counters.streams === 1);
    socket.pause();
    for (let index = 0; index < 200; index += 1) {
      node.journal.append({ kind: 'much', text: 'x'.repeat(16_000) });
    }
    await toldOf('slow-reader');
    await waitUntil('its end', 5_000, () => api.counters.streams === 0);
    await servedStill();
  });

  it('refuses what a page of another site sends with its user’s certificate', async () => {
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'null' },
    ]) {
      const { status, json } = await askUnix(path, 'POST', '/api/v1/confirm', { headers });
      assert.deepEqual([status, json['code']], [403, 'node/foreign-page']);
    }
    const own = await askUnix(path, 'POST', '/api/v1/confirm', {
      headers: { origin: 'https://localhost', 'sec-fetch-site': 'same-origin' },
    });
    assert.equal(own.json['code'], 'node/nothing-to-confirm');
    await toldOf('foreign-page');
  });

  it('says what is wrong with a request, and where', async () => {
    const wrong = await askUnix(path, 'POST', '/api/v1/switchover', { body: { vip: 7, too: 'lb2' } });
    assert.equal(wrong.status, 400);
    assert.match(String(wrong.json['evidence']), /^body\.vip: [^\n]+\nbody: .*"too"/);
    const statuses = await Promise.all(
      [
        ['POST', '/api/v1/plan', { body: '{"spec":' }],
        ['POST', '/api/v1/plan', { body: '['.repeat(100) }],
        ['POST', '/api/v1/plan', { body: 'a=1', headers: { 'content-type': 'text/plain' } }],
        ['GET', '/api/v1/nothing', {}],
        ['DELETE', '/api/v1/plan', {}],
        ['GET', '/api/v1/status?x=1', {}],
        ['GET', '/api/v1/logs/secret', {}],
        ['GET', '/api/v1/events?from=0x10', {}],
        ['POST', '/api/v1/apply', { body: { spec: '', file: '' }, headers: { 'if-match': 'no quotes' } }],
        ['GET', '/api/v1/revisions/%2e%2e%2fetc', {}],
      ].map(
        async ([method, where, sent]) =>
          (await askUnix(path, method as string, where as string, sent as object)).status,
      ),
    );
    assert.deepEqual(statuses, [400, 400, 415, 404, 405, 400, 400, 400, 400, 400]);
  });
});

it('counts an IPv6 user’s whole network as one', () => {
  assert.equal(addressKey('::ffff:10.77.0.9'), '10.77.0.9');
  assert.equal(addressKey('2001:db8:1:2:3:4:5:6'), addressKey('2001:db8:1:2::1'));
  assert.notEqual(addressKey('2001:db8:1:2::1'), addressKey('2001:db8:1:3::1'));
});
