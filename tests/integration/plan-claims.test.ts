import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compileHaproxy } from '../../src/engines/haproxy/compile/compile-haproxy.ts';
import { parseHaproxy } from '../../src/engines/haproxy/grammar/parse.ts';
import { printHaproxy } from '../../src/engines/haproxy/grammar/print.ts';
import type { Proxy } from '../../src/engines/haproxy/meaning/meaning.ts';
import { readHaproxy } from '../../src/engines/haproxy/meaning/read-haproxy.ts';
import { refusesToAdd, refusesToRemove, refusesWeight } from '../../src/release/plan/runtime-refusals.ts';
import type { Balance, Pool } from '../../src/site/site.ts';
import { aPool, aServer, aService, aSite } from '../support/a-site.ts';
import { needCommands } from '../support/engines-accept.ts';
import { waitUntil } from '../support/wait-until.ts';

/* What a plan calls "runtime" is asked of a real HAProxy, pool by pool: it must take what no reason speaks against. */

const dir = mkdtempSync(join(tmpdir(), 'holdfast-claims-'));
const socket = join(dir, 'haproxy.sock');

const BALANCES: readonly Balance[] = [
  ...(['roundrobin', 'static-rr', 'leastconn', 'random', 'source', 'uri'] as const).map((by) => ({ by })),
  { by: 'url_param', name: 'id' },
  { by: 'hdr', name: 'X-User' },
];

const POOLS: readonly Pool[] = [
  ...BALANCES.map((balance) => aPool({ name: balance.by, balance })),
  aPool({ name: 'unchecked', check: undefined }),
  aPool({ name: 'sticky-cookie', sticky: { by: 'cookie', name: 'S' } }),
  aPool({ name: 'proxied', proxyProtocol: 2, onDown: 'close', slowStartMs: 1000 }),
  aPool({ name: 'tls', tls: { verify: true, ca: '@system-ca', name: 'in.example.org' } }),
  aPool({ name: 'tls-unverified', tls: { verify: false, ca: '@system-ca', name: undefined } }),
  aPool({ name: 'limited', servers: [aServer('a', { maxConnections: 5, checkPort: 99 }), aServer('b')] }),
  aPool({ name: 'named', servers: [aServer('a', { host: 'localhost', hostIsName: true }), aServer('b')] }),
];

const site = aSite({ pools: POOLS, services: [aService({ pool: 'roundrobin' })] });
let haproxy: ChildProcess | undefined;
let proxies: readonly Proxy[] = [];

before(async () => {
  needCommands({ haproxy: 'haproxy' });
  const tree = compileHaproxy(site, site.nodes[0]!, { kind: 'lab', runDir: () => dir });
  // No listening socket is inherited here: one of its own takes the place.
  const text = printHaproxy(tree).text.replace('bind fd@3', `bind unix@${join(dir, 'web.sock')}`);
  writeFileSync(join(dir, 'haproxy.cfg'), text);
  proxies = readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]).meaning.proxies;
  haproxy = spawn('haproxy', ['-db', '-f', join(dir, 'haproxy.cfg')], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin` },
  });
  await waitUntil('HAProxy answers', 10_000, async () =>
    (await ask('show info').catch(() => '')).includes('Version'),
  );
});

after(async () => {
  if (haproxy !== undefined && haproxy.exitCode === null) {
    const ended = once(haproxy, 'exit');
    haproxy.kill('SIGKILL');
    await ended;
  }
  rmSync(dir, { recursive: true, force: true });
});

async function ask(command: string): Promise<string> {
  const client = connect(socket);
  client.write(`${command}\n`);
  let said = '';
  for await (const chunk of client) said += String(chunk);
  return said.trim();
}

function poolOf(name: string): Proxy {
  const pool = proxies.find((proxy) => proxy.kind === 'backend' && proxy.name === name);
  assert.ok(pool !== undefined);
  return pool;
}

/** HAProxy takes these, but 2.6 puts the server in the wrong place of the ring, or never looks its name up. */
const TAKEN_BUT_WRONG = /wrong places in the ring|looks up no name/;

for (const { name } of POOLS) {
  describe(`pool ${name}`, () => {
    it('takes a server like its own at run time, or the plan has a reason', async () => {
      const pool = poolOf(name);
      const like = pool.servers[0]!;
      const words = [...like.options.values()].flatMap((option) => [option.name, ...option.values]);
      const quoted = words.map((word) => (/["']/.test(word) ? word.replaceAll('"', '\\"') : word));
      const answer = await ask(`add server ${name}/added ${like.statement.args[1]} ${quoted.join(' ')}`);
      const reason = refusesToAdd(pool, like);
      const isTaken = answer === 'New server registered.';
      if (reason === undefined || TAKEN_BUT_WRONG.test(reason))
        assert.ok(isTaken || reason !== undefined, answer);
      else assert.ok(!isTaken, `${reason}, but HAProxy took it`);
    });

    it('takes another weight at run time, or the plan has a reason', async () => {
      const answer = await ask(`set server ${name}/${poolOf(name).servers[0]!.name} weight 3`);
      assert.equal(answer === '', refusesWeight(poolOf(name)) === undefined, answer);
    });

    it('lets a server go at run time, or the plan has a reason', async () => {
      const server = poolOf(name).servers[0]!;
      await ask(`set server ${name}/${server.name} state maint`);
      const answer = await ask(`del server ${name}/${server.name}`);
      assert.equal(answer === 'Server deleted.', refusesToRemove(poolOf(name), server) === undefined, answer);
    });
  });
}
