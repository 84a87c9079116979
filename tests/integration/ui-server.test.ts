import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Refused } from '../../src/node/api/refused.ts';
import type { PageFile } from '../../src/node/page/page-files.ts';
import { type RunningUi, serveUi } from '../../src/node/page/serve-ui.ts';
import { SiteFeed } from '../../src/node/page/site-feed.ts';
import { smallNodeService } from '../support/small-node-service.ts';
import { waitUntil } from '../support/wait-until.ts';

/* The dashboard's server, asked by browsers of this machine, by pages of others, and by whoever means harm. */

const root = mkdtempSync(join(tmpdir(), 'holdfast-ui-server-'));
const bytes = new TextEncoder().encode('<!doctype html>');
const page: PageFile = { bytes, gzip: new Uint8Array(gzipSync(bytes)), media: 'text/html', isForever: false };
let node: Awaited<ReturnType<typeof smallNodeService>>;
let ui: RunningUi;
let cookie = '';
let key = '';
const told: Refused[] = [];
const bugs: unknown[] = [];

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

async function ask(path: string, options: RequestOptions = {}, body?: string): Promise<Answer> {
  const asked = request({ host: '127.0.0.1', port: ui.port, path, agent: false, ...options });
  asked.on('error', () => undefined);
  asked.end(body);
  const [response] = await once(asked, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text };
}

const json = { 'content-type': 'application/json' };
const PAUSE = JSON.stringify({ wish: { kind: 'pause', node: null, paused: true }, why: 'test' });
const order = (headers: Record<string, string>) =>
  ask('/nodes/lb1/api/v1/intents', { method: 'POST', headers: { ...json, ...headers } }, PAUSE);

before(async () => {
  node = await smallNodeService(root);
  const feed = new SiteFeed({
    doors: () => [{ node: 'lb1', where: 'test', service: node.service }],
    onBug: (error) => bugs.push(error),
  });
  ui = await serveUi({
    services: [{ node: 'lb1', service: node.service }],
    page: {
      feed,
      files: new Map([['/', page]]),
      about: {
        version: '0',
        lab: undefined,
        siteWords: '',
        specFile: undefined,
        mayLint: false,
        nodes: ['lb1'],
        api: { lb1: '/nodes/lb1' },
      },
    },
    operator: 'anna',
    port: 0,
    onRefused: (refused) => told.push(refused),
    onBug: (error) => bugs.push(error),
    limits: { headersMs: 500, streams: 2 },
  });
});
after(async () => {
  await ui.close();
  await node.close();
  rmSync(root, { recursive: true, force: true });
});

describe('the dashboard’s server', () => {
  it('lets nobody embed the page or bring code into it', async () => {
    const { status, headers } = await ask('/');
    assert.equal(status, 200);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self';/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.doesNotMatch(policy, /unsafe|\*|https?:/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    const packed = await ask('/', { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(packed.headers['content-encoding'], 'gzip');
  });

  it('answers under names of the loopback interface alone', async () => {
    for (const host of ['127.0.0.1:1', 'localhost', 'LOCALHOST:8700', '[::1]:99']) {
      assert.equal((await ask('/page/about', { headers: { host } })).status, 200, host);
    }
    for (const host of [
      'evil.example',
      '127.0.0.1.evil.example',
      'localhost.evil.example:80',
      '10.0.0.1',
      '127.0.0.1@evil',
    ]) {
      const { status, text } = await ask('/page/site', { headers: { host } });
      assert.equal(status, 421, host);
      assert.doesNotMatch(text, /lb1/);
    }
  });

  it('tells nothing to a page of another origin', async () => {
    for (const headers of [
      { origin: 'http://evil.example' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:1` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      for (const path of ['/page/site', '/page/stream', '/nodes/lb1/api/v1/status']) {
        assert.equal((await ask(path, { headers: headers as Record<string, string> })).status, 403);
      }
    }
  });

  it('lets everybody look and nobody act without the pass', async () => {
    assert.equal((await ask('/nodes/lb1/api/v1/status')).status, 200);
    assert.equal(JSON.parse((await ask('/page/about')).text).mayChange, false);
    const { status, text } = await order({});
    assert.equal(status, 403);
    assert.equal(JSON.parse(text).code, 'node/not-allowed');
    assert.equal((await ask('/page/drills', { method: 'POST', headers: json }, '{"fault":"x"}')).status, 403);
  });

  it('gives the pass for the token once', async () => {
    const { pathname, search } = new URL(String(ui.operatorAddress));
    assert.equal((await ask('/?token=guessed')).status, 403);
    const { status, headers } = await ask(pathname + search);
    assert.equal(status, 303);
    const set = String(headers['set-cookie']);
    assert.match(set, /; Path=\/; HttpOnly; SameSite=Strict$/);
    cookie = set.split(';')[0] ?? '';
    key = String(headers.location).replace('/#key=', '');
    assert.equal((await ask(pathname + search)).status, 403);
  });

  it('lets the operator act, in their name', async () => {
    const { status, text } = await order({ cookie, 'holdfast-key': key });
    assert.equal(status, 200, text);
    assert.equal(JSON.parse(text).intent.who, 'anna');
  });

  it('does not take the cookie alone, or with a wrong key, or from another origin', async () => {
    assert.equal((await order({ cookie })).status, 403);
    assert.equal((await order({ cookie, 'holdfast-key': 'wrong' })).status, 403);
    assert.equal((await order({ 'holdfast-key': key })).status, 403);
    assert.equal((await order({ cookie, 'holdfast-key': key, origin: 'http://evil.example' })).status, 403);
    assert.equal((await order({ cookie, 'holdfast-key': key, 'sec-fetch-site': 'same-site' })).status, 403);
  });

  it('lets an operator ask nothing that nodes ask of each other', async () => {
    const headers = { ...json, cookie, 'holdfast-key': key };
    const { status } = await ask('/nodes/lb1/api/v1/peer/intents', { method: 'PUT', headers }, '[]');
    assert.equal(status, 403);
  });

  it('reads nothing of the disk but its own files', async () => {
    for (const path of [
      '/../package.json',
      '/%2e%2e/package.json',
      '/assets/../../package.json',
      '//etc/passwd',
      '/.git/config',
    ]) {
      const { status, text } = await ask(path);
      assert.equal(status, 404, path);
      assert.doesNotMatch(text, /holdfast"|root:/);
    }
  });

  it('turns away bodies that are no JSON or too large', async () => {
    const headers = { cookie, 'holdfast-key': key };
    const path = '/nodes/lb1/api/v1/intents';
    assert.equal(
      (await ask(path, { method: 'POST', headers: { ...headers, 'content-type': 'text/plain' } }, PAUSE))
        .status,
      415,
    );
    const large = { ...headers, ...json, 'content-length': '90000000' };
    assert.equal((await ask(path, { method: 'POST', headers: large }, '{')).status, 413);
    assert.equal(
      (await ask('/page/drills', { method: 'POST', headers: { ...headers, ...json } }, '{"fault":"all"}'))
        .status,
      400,
    );
  });

  it('cuts whoever sends its headers too slowly', async () => {
    const socket = connect(ui.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ');
    socket.resume();
    await once(socket, 'close', { signal: AbortSignal.timeout(10_000) });
  });

  it('opens no more streams than it may, and tells each what changes', async () => {
    const open = [0, 1].map(() => {
      const asked = request({ host: '127.0.0.1', port: ui.port, path: '/page/stream', agent: false });
      asked.on('error', () => undefined);
      asked.end();
      return asked;
    });
    const texts = ['', ''];
    for (const [index, asked] of open.entries()) {
      const [response] = await once(asked, 'response');
      response.on('data', (chunk: Buffer) => (texts[index] += String(chunk)));
      response.on('error', () => undefined);
    }
    try {
      await waitUntil('a site', 5_000, () => texts.every((text) => text.includes('"is":"site"')));
      assert.equal((await ask('/page/stream')).status, 503);
      node.journal.append({ kind: 'planted', text: 'something happened' });
      await waitUntil('the event', 5_000, () => texts.every((text) => text.includes('something happened')));
    } finally {
      for (const asked of open) asked.destroy();
    }
    await waitUntil('the places are free again', 5_000, async () => {
      const asked = request({ host: '127.0.0.1', port: ui.port, path: '/page/stream', agent: false });
      asked.on('error', () => undefined);
      asked.end();
      const [response] = await once(asked, 'response');
      asked.destroy();
      return response.statusCode === 200;
    });
  });

  it('tells of what it refused, and made no mistake', () => {
    assert.deepEqual(bugs, []);
    const reasons = new Set(told.map(({ reason }) => reason));
    for (const reason of ['foreign-host', 'foreign-page', 'not-allowed'])
      assert.ok(reasons.has(reason), reason);
  });
});
