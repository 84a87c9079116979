import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { compileRelease } from '../../src/release/compile-release.ts';
import { listenersOf } from '../../src/site/listeners.ts';
import type { Service, Site } from '../../src/site/site.ts';
import { aPool, aServer, aService, aSite, aVip } from '../support/a-site.ts';
import { needCommands } from '../support/engines-accept.ts';

/** All of it on loopback addresses: 127.0.0.100 plays the VIP, 127.0.0.11 and .12 are clients. */
const VIP = '127.0.0.100';
const DEADLINE_MS = 10_000;

interface Handle {
  readonly fd: number;
  close(): void;
  getsockname(out: object): number;
}

const dir = mkdtempSync(join(tmpdir(), 'holdfast-behave-'));
const servers = ['web1', 'web2', 'api1'].map((name) => ({ name, server: echo(name) }));
const ports = new Map<string, number>();
let haproxy: ChildProcess | undefined;
let handles: Handle[] = [];

before(async () => {
  needCommands({ haproxy: 'haproxy' });
  for (const { server } of servers) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const draft = theSite();
  // Bound, but neither listening nor accepting here: that is HAProxy's.
  handles = draft.services.map(() => boundSocket(VIP));
  const site = withPorts(draft, handles.map(portOf));
  const { release } = compileRelease(site, { kind: 'lab', runDir: () => dir });
  const text = release?.files.find(({ path }) => path === 'haproxy.cfg')?.text ?? '';
  writeFileSync(join(dir, 'haproxy.cfg'), text);
  assert.deepEqual(
    listenersOf(site, 'lb1').map(({ fd }) => fd),
    handles.map((_, index) => 3 + index),
  );
  haproxy = spawn('haproxy', ['-db', '-f', join(dir, 'haproxy.cfg')], {
    stdio: ['ignore', 'ignore', 'ignore', ...handles.map(({ fd }) => fd)],
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  });
  await untilServing();
});

after(async () => {
  if (haproxy !== undefined) {
    const ended = once(haproxy, 'exit');
    haproxy.kill('SIGKILL');
    await ended;
  }
  for (const handle of handles) handle.close();
  for (const { server } of servers) server.close();
  rmSync(dir, { recursive: true, force: true });
});

test('servers see the address that we saw, not the one that a client claims', async () => {
  const { body } = await get('web', '/', { 'x-forwarded-for': '6.6.6.6', 'x-forwarded-host': 'evil' });
  const headers = JSON.parse(body).headers as IncomingHttpHeaders;
  assert.equal(headers['x-forwarded-for'], '127.0.0.11');
  assert.equal(headers['x-forwarded-proto'], 'http');
  assert.equal(headers['x-forwarded-host'], undefined);
});

test('a route takes its host in any case, its path and what lies below, and nothing beside', async () => {
  const host = { host: 'API.example.org' };
  assert.match((await get('web', '/v1', host)).body, /"name":"api1"/);
  assert.match((await get('web', '/v1/x', host)).body, /"name":"api1"/);
  assert.match((await get('web', '/v10', host)).body, /"name":"web/);
  assert.match((await get('web', '/v1', { host: 'www.example.org' })).body, /"name":"web/);
});

test('denied clients and those that are not allowed get 403', async () => {
  assert.equal((await get('denying', '/', {}, '127.0.0.11')).status, 200);
  assert.equal((await get('denying', '/', {}, '127.0.0.12')).status, 403);
  assert.equal((await get('allowing', '/', {}, '127.0.0.11')).status, 403);
  assert.equal((await get('allowing', '/', {}, '127.0.0.12')).status, 200);
});

test('a client over its rate gets 429, another one is served', async () => {
  const statuses: number[] = [];
  for (let count = 0; count < 5; count += 1) statuses.push((await get('limited', '/')).status);
  assert.deepEqual(statuses, [200, 200, 200, 429, 429]);
  assert.equal((await get('limited', '/', {}, '127.0.0.12')).status, 200);
});

test('a cookie brings a client back to its server', async () => {
  const first = await get('sticking', '/');
  const cookie = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  assert.match(cookie, /^SERVER=web[12]$/);
  for (let count = 0; count < 4; count += 1) {
    assert.match((await get('sticking', '/', { cookie })).body, new RegExp(`"name":"${cookie.slice(7)}"`));
  }
});

function theSite(): Site {
  const server = (name: string) => {
    const found = servers.find((one) => one.name === name)?.server.address() as AddressInfo;
    return aServer(name, { host: '127.0.0.1', port: found.port });
  };
  const pool = { servers: [server('web1'), server('web2')] };
  const route = { hosts: ['api.example.org'], pathPrefix: '/v1', pool: 'api' };
  return aSite({
    vips: [aVip({ addresses: [{ address: VIP, prefix: 8, family: 4 }] })],
    services: [
      aService({ routes: [route] }),
      aService({ name: 'denying', deny: ['127.0.0.12'] }),
      aService({ name: 'allowing', allow: ['127.0.0.12'] }),
      aService({ name: 'limited', rateLimit: { requests: 3, perMs: 60_000 } }),
      aService({ name: 'sticking', pool: 'sticky' }),
    ],
    pools: [
      aPool(pool),
      aPool({ name: 'api', servers: [server('api1')] }),
      aPool({ ...pool, name: 'sticky', sticky: { by: 'cookie', name: 'SERVER' } }),
    ],
  });
}

function withPorts(site: Site, found: readonly number[]): Site {
  const services: Service[] = site.services.map((service, index) => {
    ports.set(service.name, found[index] ?? 0);
    return { ...service, ports: [found[index] ?? 0] };
  });
  return { ...site, services };
}

function echo(name: string): ReturnType<typeof createServer> {
  return createServer(({ headers }, response) => response.end(JSON.stringify({ name, headers })));
}

/** Node has no public way to a socket that is bound and not listening; the foundation holds its sockets the same way. */
function boundSocket(address: string): Handle {
  const { _createServerHandle: create } = net as unknown as {
    readonly _createServerHandle: (...args: unknown[]) => Handle | number;
  };
  const handle = create(address, 0, 4, undefined, 0);
  assert.ok(typeof handle === 'object', `cannot bind ${address}: ${handle}`);
  return handle;
}

function portOf(handle: Handle): number {
  const name: { port?: number } = {};
  handle.getsockname(name);
  return name.port ?? 0;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function get(
  service: string,
  path: string,
  headers: Record<string, string> = {},
  localAddress = '127.0.0.11',
): Promise<Answer> {
  const options = { host: VIP, port: ports.get(service), path, headers, localAddress, agent: false };
  const [response] = await once(request(options).end(), 'response');
  let body = '';
  for await (const chunk of response.setEncoding('utf8')) body += chunk;
  return { status: response.statusCode, headers: response.headers, body };
}

async function untilServing(): Promise<void> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    try {
      await get('web', '/');
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(20);
    }
  }
}
