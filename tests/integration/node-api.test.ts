import assert from 'node:assert/strict';
import { linkSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Fault } from '../../src/base/fault.ts';
import { openUnixDoor } from '../../src/node/api/door/open-unix-door.ts';
import type { NodeDoor } from '../../src/node/api/node-door.ts';
import { type Api, serveApi } from '../../src/node/api/serve-api.ts';
import { PLAN_SPEC } from '../support/a-plan.ts';
import { askUnix } from '../support/ask-unix.ts';
import { smallNodeService } from '../support/small-node-service.ts';
import { waitUntil } from '../support/wait-until.ts';

/* The daemon's API over a real unix socket, before a real state directory and journal. */

const root = mkdtempSync(join(tmpdir(), 'holdfast-api-'));
const socket = join(root, 'node.sock');
const owner = `${userInfo().username}@unix`;
let node: Awaited<ReturnType<typeof smallNodeService>>;
let api: Api;
let door: NodeDoor;
const bugs: unknown[] = [];

before(async () => {
  node = await smallNodeService(root);
  api = await serveApi({
    service: node.service,
    unixSocket: socket,
    onBug: (error) => bugs.push(error),
    limits: { heartbeatMs: 50 },
  });
  door = openUnixDoor(socket, { who: 'anna', site: 'web-edge', node: 'lb1' });
});
after(async () => {
  door.close();
  await api.close();
  await node.close();
  rmSync(root, { recursive: true, force: true });
});

const trial = {
  apply: 'a1',
  coordinator: 'lb2',
  kind: 'apply',
  revision: 1,
  base: 0,
  spec: PLAN_SPEC,
  file: 'web.yaml',
  release: 'sha256:1',
  routerIds: { edge: 77 },
  who: 'anna',
  at: '2026-11-21T08:00:00.000Z',
  note: '',
  leaseMs: 5000,
} as const;
const drain = { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' } as const;

/** As JSON has it: keys that are undefined are not there. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a door to a node’s daemon over its unix socket', { timeout: 60_000 }, () => {
  it('answers every look as the service does', async () => {
    const { service } = node;
    assert.deepEqual(await door.ready(), await service.ready());
    const { observedAt, ...seen } = await door.status();
    assert.ok(Date.parse(observedAt) > 0);
    assert.equal(seen.sentence, 'web-edge: serving');
    assert.deepEqual(Object.keys(plain(seen) as object).sort(), [
      ...['findings', 'holderSince', 'intents', 'members', 'nodes', 'pools', 'redundancy', 'seenBy'],
      ...['sentence', 'site', 'verdict', 'vips'],
    ]);
    const { atMs, foundation, addresses, ...rest } = await door.observation();
    assert.ok(atMs > 0 && 'fact' in foundation && 'fact' in addresses);
    assert.deepEqual(rest.sessions, { edge: 3 });
    assert.match(await door.metrics(), /holdfast_up 1/);
    assert.equal(await door.logs('haproxy', 7), 'haproxy: the last 7 lines\n');
    assert.deepEqual(await door.history(), await service.history());
    assert.deepEqual(plain(await door.drift()), plain(await service.drift()));
    assert.equal(await door.progress(), undefined);
    const order = { spec: PLAN_SPEC.replace('weight: 2', 'weight: 3'), file: 'web.yaml' };
    assert.deepEqual(plain(await door.plan(order)), plain(await service.plan(order)));
    assert.deepEqual(await door.filesInForce(), await service.filesInForce());
  });

  it('says why a node is not ready, and that is no failure', async () => {
    node.reasons.push('haproxy is silent');
    assert.deepEqual(await door.ready(), {
      site: 'web-edge',
      node: 'lb1',
      ready: false,
      reasons: ['haproxy is silent'],
    });
    assert.equal((await askUnix(socket, 'GET', '/readyz')).status, 503);
    assert.equal((await askUnix(socket, 'GET', '/healthz')).status, 200);
    node.reasons.pop();
    assert.equal((await askUnix(socket, 'GET', '/api/v1/readyz')).status, 200);
  });

  it('applies, shows the revision whole, and rolls back, in the name of who asked', async () => {
    const { etag } = await door.history();
    const first = await door.apply({ spec: PLAN_SPEC, file: 'web.yaml', note: 'the first' }, 'anna', etag);
    assert.deepEqual([first.revision, first.who, first.stage], [1, `anna (${owner})`, 'kept']);
    assert.deepEqual(await door.revision(1), await node.state.read(1));
    assert.equal((await door.progress())?.id, 'a1');
    const spec = PLAN_SPEC.replace('weight: 2', 'weight: 5');
    await door.apply({ spec, file: 'web.yaml' }, 'ben');
    const back = await door.rollback({}, 'anna');
    assert.deepEqual([back.revision, (await door.history()).revisions.length], [3, 3]);
    assert.equal((await node.state.read(3)).spec, PLAN_SPEC);
  });

  it('keeps an intent with its author', async () => {
    const asked = { wish: drain, who: 'anna', why: 'new disk', forMs: 60_000 };
    const { intent, nodes, later } = await door.ask(asked, (await door.history()).etag);
    assert.deepEqual([intent.who, intent.why, intent.wish], [`anna (${owner})`, 'new disk', drain]);
    assert.deepEqual([nodes, later], [{ lb1: 'it is so' }, []]);
    assert.deepEqual(await door.mergeIntents([]), node.state.intents);
  });

  it('does what peers ask', async () => {
    assert.equal((await door.check(trial)).release, 'sha256:1');
    assert.equal((await door.startTrial(trial)).how, 'runtime');
    assert.equal(await door.renewTrial('a1'), undefined);
    assert.equal((await door.keepTrial('a1')).number, 3);
    assert.equal(await door.undoTrial('a1'), undefined);
    for (const value of [true, false, null]) assert.equal(await door.setBonus('edge', value), undefined);
  });

  it('moves a VIP and tests a channel', async () => {
    assert.equal((await door.switchover({ vip: 'edge', to: 'lb2' }, 'anna')).sentence, 'lb2 holds edge.');
    assert.deepEqual(
      (await door.testNotify(undefined)).map(({ channel }) => channel),
      ['ops'],
    );
    assert.deepEqual(
      (await door.testNotify('chat')).map(({ channel }) => channel),
      ['chat'],
    );
  });

  it('throws the fault of the other side, with its remedy', async () => {
    await assert.rejects(door.confirm('anna'), (error) => {
      assert.ok(error instanceof Fault);
      assert.deepEqual(
        [error.code, error.message, error.remedy],
        ['node/nothing-to-confirm', 'There is nothing to confirm.', 'Look.'],
      );
      return true;
    });
    await assert.rejects(door.undo('anna'), { code: 'node/nothing-to-undo' });
    await assert.rejects(door.revision(99), { code: 'node/no-revision' });
  });

  it('refuses a change that was made for another state, and says which it is now', async () => {
    const order = { spec: PLAN_SPEC, file: 'web.yaml' };
    await assert.rejects(door.apply(order, 'anna', '"0-gone"'), { code: 'node/state-changed' });
    const { status, headers, json } = await askUnix(socket, 'POST', '/api/v1/apply', {
      body: order,
      headers: { 'if-match': '"0-gone"' },
    });
    assert.equal(status, 412);
    assert.equal(headers['etag'], node.state.etag);
    assert.deepEqual([json['etag'], json['type']], [node.state.etag, 'urn:holdfast:node/state-changed']);
    assert.match(String(json['remedy']), /make the plan again/);
    assert.equal(headers['content-type'], 'application/problem+json');
  });

  it('tells a body that is too large as such, also to whoever is still sending it', async () => {
    const spec = `# ${'x'.repeat(8_000_000)}`;
    await assert.rejects(door.plan({ spec, file: 'web.yaml' }), { code: 'node/too-large' });
  });

  it('knows an owner who gives no other name', async () => {
    const plainDoor = openUnixDoor(socket);
    const { intent } = await plainDoor.ask({ wish: drain, who: userInfo().username });
    assert.equal(intent.who, owner);
    const endless = await plainDoor.ask({ wish: drain, who: 'x'.repeat(5_000) });
    assert.ok(endless.intent.who.length < 256);
    const wicked = await plainDoor.ask({ wish: drain, who: 'ännä\r\nX-Evil: 1' });
    assert.equal(wicked.intent.who, `ännä X-Evil: 1 (${owner})`);
    plainDoor.close();
  });

  it('answers “not modified” to whoever has the revisions already', async () => {
    const { headers } = await askUnix(socket, 'GET', '/api/v1/revisions');
    const known = { headers: { 'if-none-match': String(headers['etag']) } };
    assert.equal((await askUnix(socket, 'GET', '/api/v1/revisions', known)).status, 304);
  });
});

describe('the event stream', { timeout: 60_000 }, () => {
  it('gives what was and what comes, in order and without a gap', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const ended = (async () => {
      for await (const { seq } of door.followEvents(1, stop.signal)) seen.push(seq);
    })();
    await waitUntil('the first event', 5_000, () => seen.length > 0);
    const last = node.journal.append({ kind: 'vip-moved', text: 'lb2 holds edge.' }).seq;
    await waitUntil('the new event', 5_000, () => seen.at(-1) === last);
    assert.deepEqual(
      seen,
      Array.from({ length: last }, (_, index) => index + 1),
    );
    assert.equal(api.counters.streams, 1);
    stop.abort();
    await ended;
    await waitUntil('the stream’s end', 5_000, () => api.counters.streams === 0);
  });

  it('goes on behind the event that a browser saw last, and lives through quiet times', async () => {
    const from = node.journal.last;
    const next = node.journal.append({ kind: 'a', text: 'b' }).seq;
    const { text } = await askUnix(socket, 'GET', '/api/v1/events', {
      headers: { accept: 'text/event-stream', 'last-event-id': String(from) },
      until: (so) => so.includes(': heartbeat\n\n'),
    });
    assert.match(text, new RegExp(`^: follows\n\nid: ${next}\ndata: \\{"seq":${next},`));
  });

  it('begins with the last ones when asked to', async () => {
    const { last } = node.journal;
    const { text } = await askUnix(socket, 'GET', '/api/v1/events?follow=1&from=-2', {
      until: (so) => so.includes(`id: ${last}\n`),
    });
    assert.deepEqual(
      [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id)),
      [last - 1, last],
    );
  });

  it('throws when it is lost, so that its reader can begin again', async () => {
    const other = join(root, 'other.sock');
    const second = await serveApi({ service: node.service, unixSocket: other, onBug: (e) => bugs.push(e) });
    const way = openUnixDoor(other);
    const reading = (async () => {
      for await (const _ of way.followEvents(undefined, new AbortController().signal));
    })();
    await waitUntil('the stream', 5_000, () => second.counters.streams === 1);
    await Promise.all([assert.rejects(reading, { code: 'node/unreachable' }), second.close()]);
    way.close();
  });

  it('gives lists from either end', async () => {
    const { last } = node.journal;
    assert.deepEqual(
      (await door.events(-2, 10)).map(({ seq }) => seq),
      [last - 1, last],
    );
    assert.deepEqual(
      (await door.events(1, 2)).map(({ seq }) => seq),
      [1, 2],
    );
  });
});

describe('the unix socket', { timeout: 60_000 }, () => {
  it('is open to its owner alone', () => {
    assert.equal((statSync(socket).mode & 0o777).toString(8), '600');
  });

  it('is not taken from a daemon that answers', async () => {
    const again = serveApi({ service: node.service, unixSocket: socket, onBug: () => undefined });
    await assert.rejects(again, { code: 'node/socket-in-use' });
    assert.equal((await door.ready()).ready, true);
  });

  it('takes the place of one that a killed daemon left, and of nothing else', async () => {
    const path = join(root, 'left.sock');
    const dead = createServer().listen(path);
    await waitUntil('it listens', 5_000, () => dead.listening);
    // A killed process leaves its socket: Node itself would remove it.
    linkSync(path, `${path}.kept`);
    await new Promise((resolve) => dead.close(resolve));
    const taken = await serveApi({
      service: node.service,
      unixSocket: `${path}.kept`,
      onBug: () => undefined,
    });
    await taken.close();
    writeFileSync(path, 'dear');
    const refused = serveApi({ service: node.service, unixSocket: path, onBug: () => undefined });
    await assert.rejects(refused, { code: 'node/cannot-listen' });
  });

  it('is told by the door when nobody is behind it', async () => {
    const nobody = openUnixDoor(join(root, 'nobody.sock'));
    await assert.rejects(nobody.status(), (error) => {
      assert.ok(error instanceof Fault);
      assert.equal(error.code, 'node/unreachable');
      assert.match(
        error.message,
        /^The daemon of this node \(unix:.*nobody\.sock\) cannot be asked: its socket is not there/,
      );
      assert.match(error.remedy, /systemctl start/);
      return true;
    });
    nobody.close();
  });

  it('is told by the door when it does not answer in time', async () => {
    const path = join(root, 'silent.sock');
    const silent = createServer(() => undefined).listen(path);
    await waitUntil('it listens', 5_000, () => silent.listening);
    const way = openUnixDoor(path, { lookMs: 100 });
    await assert.rejects(way.status(), { code: 'node/unreachable', message: /did not answer within 0\.1 s/ });
    way.close();
    silent.close();
  });
});

it('had no mistake of ours in all that', () => assert.deepEqual(bugs, []));
