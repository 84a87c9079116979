import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, it } from 'node:test';
import { askFoundation } from '../../src/foundation/control-client.ts';
import type { FoundationEvent } from '../../src/foundation/control-protocol.ts';
import { followFoundation } from '../../src/node/observe/follow-foundation.ts';
import type { NodeSight } from '../../src/node/observe/look-at-node.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { NODE_NETWORK, VIP, writeOneNodeRelease } from '../support/one-node-release.ts';
import { waitUntil } from '../support/wait-until.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/foundation.mjs');
const LOOK = join(import.meta.dirname, '../../src/node/observe/look-at-node.ts');

let space: Namespace;
let runDir: string;
let foundation: ChildProcess;
let looker: ChildProcess;
const answers: string[] = [];

function startFoundation(): void {
  const [file = '', ...args] = [...space.enter, process.execPath, BUNDLE, '--run-dir', runDir];
  foundation = spawn(file, args, { stdio: ['ignore', 'ignore', 'ignore'] });
}

/** A process that lives in the node's namespace and looks whenever a line comes. */
function startLooker(): void {
  const script = `import { lookAtNode } from '${LOOK}';
    import { createInterface } from 'node:readline';
    createInterface({ input: process.stdin }).on('line', async () =>
      console.log(JSON.stringify(await lookAtNode({ runDir: '${runDir}', timeoutMs: 2000 }))));`;
  const [file = '', ...args] = [...space.enter, process.execPath, '--input-type=module', '-e', script];
  looker = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  createInterface({ input: looker.stdout! }).on('line', (line) => answers.push(line));
}

async function look(): Promise<NodeSight> {
  const count = answers.length;
  looker.stdin!.write('look\n');
  return await waitUntil('the look is done', 10_000, () =>
    answers.length > count ? (JSON.parse(answers.at(-1)!) as NodeSight) : undefined,
  );
}

async function whenSeen(what: string, condition: (sight: NodeSight) => boolean): Promise<NodeSight> {
  return await waitUntil(what, 20_000, async () => {
    const sight = await look();
    return condition(sight) && sight;
  });
}

async function end(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

const hasVip = ({ addresses }: NodeSight) => 'fact' in addresses && addresses.fact.includes(VIP);

describe('a look at a node', { concurrency: 1 }, () => {
  before(async () => {
    runDir = mkdtempSync(join(tmpdir(), 'hf-look-'));
    space = await makeNamespace(NODE_NETWORK);
    writeOneNodeRelease(runDir, { text: 'one' });
    startLooker();
  });

  after(async () => {
    await space.end();
    rmSync(runDir, { recursive: true, force: true });
  });

  it('tells for each question alone why there is no answer', async () => {
    const sight = await look();
    assert.ok('why' in sight.foundation && /ENOENT/.test(sight.foundation.why), JSON.stringify(sight));
    assert.deepEqual(sight.servers, { why: 'its socket is not there' });
    assert.ok('fact' in sight.addresses && sight.addresses.fact.includes('10.77.9.11'));
    assert.deepEqual(sight.sessions, {});
  });

  it('tells foundation, servers, addresses and sessions in one answer', async () => {
    startFoundation();
    const sight = await whenSeen('the node holds its VIP', hasVip);
    assert.ok('fact' in sight.foundation && sight.foundation.fact.vips['edge']?.here === true);
    assert.ok('fact' in sight.servers);
    assert.deepEqual(
      sight.servers.fact.map(({ pool, server, address, weight }) => ({ pool, server, address, weight })),
      [{ pool: 'slow', server: 'slow', address: '127.0.0.1:7000', weight: 1 }],
    );
    assert.deepEqual(sight.sessions, { edge: 0 });
  });

  it('counts the sessions of a VIP, those of a process that drains too', async () => {
    const open = `const s = require('net').connect(80, '${VIP}', () => console.log('open')); s.on('close', () => process.exit(0))`;
    const [file = '', ...enter] = space.enter;
    const client = spawn(file, [...enter, process.execPath, '-e', open], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    await whenSeen('the session is counted', ({ sessions }) => sessions['edge'] === 1);
    const answer = await askFoundation(
      join(runDir, 'control.sock'),
      { do: 'reload', haproxy: 'anew' },
      15_000,
    );
    assert.ok(answer.ok);
    const sight = await whenSeen(
      'the session of the former process is counted',
      ({ foundation: seen, sessions }) =>
        'fact' in seen && seen.fact.guests.haproxy.draining === 1 && sessions['edge'] === 1,
    );
    assert.ok('fact' in sight.foundation);
    await end(client);
  });

  it('does not take the copy on the loopback interface for the VIP', async () => {
    await space.run('ip', 'address', 'add', '10.77.9.200/32', 'dev', 'lo');
    await space.run('ip', 'address', 'add', '10.77.9.201/32', 'dev', 'eth0');
    const sight = await look();
    assert.ok('fact' in sight.addresses);
    assert.ok(!sight.addresses.fact.includes('10.77.9.200'));
    assert.ok(sight.addresses.fact.includes('10.77.9.201'));
  });

  it('has the addresses and the servers also when the foundation is dead', async () => {
    // `nsenter` hands no signal on: the foundation is ended inside.
    const before = await look();
    assert.ok('fact' in before.foundation);
    await space.run('kill', '-9', String(before.foundation.fact.pid));
    const sight = await whenSeen('the foundation is silent', (now) => 'why' in now.foundation);
    assert.ok('fact' in sight.servers);
    assert.ok(hasVip(sight));
    startFoundation();
    await whenSeen('the next foundation answers', (now) => 'fact' in now.foundation);
  });
});

describe('following a foundation', { concurrency: 1 }, () => {
  const events: FoundationEvent[] = [];
  const states: string[] = [];

  before(async () => {
    runDir = mkdtempSync(join(tmpdir(), 'hf-follow-'));
    space = await makeNamespace(NODE_NETWORK);
    writeOneNodeRelease(runDir, { text: 'one' });
  });

  after(async () => {
    await space.end();
    rmSync(runDir, { recursive: true, force: true });
  });

  it('waits for one, tells its events once, notices its end and its successor', async (context) => {
    const following = followFoundation(runDir, {
      onEvent: (event) => events.push(event),
      onLost: (why) => states.push(`lost: ${why}`),
      onBack: () => states.push('back'),
    });
    context.after(() => following.stop());
    await waitUntil('it is told that there is none', 10_000, () => states.length > 0);
    startFoundation();
    await waitUntil('the VIP is told', 20_000, () => events.some(({ event }) => event === 'vip-here'));
    const serves = () => events.filter(({ event }) => event === 'haproxy-serves').length;
    const pid = await waitUntil('its number is known', 10_000, async () => {
      const answer = await askFoundation(join(runDir, 'control.sock'), { do: 'status' }, 2_000);
      return answer.ok ? answer.status?.pid : undefined;
    });
    assert.equal(serves(), 1);
    assert.ok(following.connected);
    await space.run('kill', '-9', String(pid));
    await waitUntil('its end is told', 10_000, () => states.length > 2);
    startFoundation();
    await waitUntil('its successor is followed', 20_000, () => serves() === 2);
    assert.match(states.join(), /^lost: [^,]+,back,lost: [^,]+,back$/);
    assert.equal(new Set(events.map((event) => JSON.stringify(event))).size, events.length);
  });

  it('repeats nothing of the history that whoever asks again is given', async (context) => {
    const known = events.length;
    const again: FoundationEvent[] = [];
    const since = events.at(-1)!.at;
    const following = followFoundation(
      runDir,
      { onEvent: (event) => again.push(event), onLost: () => undefined, onBack: () => undefined },
      since,
    );
    context.after(() => following.stop());
    await waitUntil('it is connected', 10_000, () => following.connected);
    await askFoundation(join(runDir, 'control.sock'), { do: 'reload', haproxy: 'anew' }, 15_000);
    await waitUntil('the reload is told', 10_000, () => again.some(({ at }) => at > since));
    const former = new Set(events.slice(0, known).map((event) => JSON.stringify(event)));
    const repeated = again.filter((event) => event.at < since && former.has(JSON.stringify(event)));
    assert.deepEqual(repeated, []);
    await end(foundation);
  });
});
