import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { compileHaproxy } from '../../src/engines/haproxy/compile/compile-haproxy.ts';
import { parseHaproxy } from '../../src/engines/haproxy/grammar/parse.ts';
import { printHaproxy } from '../../src/engines/haproxy/grammar/print.ts';
import { readHaproxy } from '../../src/engines/haproxy/meaning/read-haproxy.ts';
import { planRuntime } from '../../src/engines/haproxy/runtime/plan-runtime.ts';
import { applyRuntime } from '../../src/node/haproxy/apply-runtime.ts';
import { observeRuntime } from '../../src/node/haproxy/observe-runtime.ts';
import { addIntent } from '../../src/node/intents/add-intent.ts';
import { compileIntents } from '../../src/node/intents/compile-intents.ts';
import { readSite } from '../../src/site/read-site.ts';
import type { Site } from '../../src/site/site.ts';
import { makeRuntimeGround, type RuntimeGround } from '../support/runtime-ground.ts';
import { waitUntil } from '../support/wait-until.ts';

const SPEC = `version: 1
name: edge
nodes: { lb1: { address: 10.0.0.11, interface: eth0 }, lb2: { address: 10.0.0.12, interface: eth0 } }
vips: { one: { address: 10.0.0.100/24 } }
wazuh:
  managers: { m1: 127.0.0.1 }
  discover: true
  api: { urls: ["https://127.0.0.1"], user: u, password: { env: P } }
`;

/** Answers each `#ping` frame on 1514; a hung one accepts, and says nothing. */
const MANAGER = `require('net').createServer((socket) => {
  socket.on('error', () => undefined);
  socket.on('data', () => process.argv[2] === 'hung' || socket.write(Buffer.from('0500000023706f6e67', 'hex')));
}).listen(1514, process.argv[1])`;

let ground: RuntimeGround;
before(async () => {
  ground = await makeRuntimeGround();
  for (const [address, mood] of [
    ['127.0.0.1', 'well'],
    ['127.0.0.2', 'well'],
    ['127.0.0.3', 'hung'],
  ]) {
    // The namespace ends it.
    const quoted = [process.execPath, '-e', MANAGER, address, mood].map(
      (word) => `'${word?.replaceAll("'", "'\\''")}'`,
    );
    await ground.run('sh', '-c', `${quoted.join(' ')} >/dev/null 2>&1 </dev/null &`);
  }
});
after(async () => await ground.end());

/** haproxy.cfg of lb1 without its global section, with sockets of its own in the place of inherited ones. */
function bodyOf(site: Site): string {
  const [node] = site.nodes;
  assert.ok(node !== undefined);
  const { text } = printHaproxy(compileHaproxy(site, node, { kind: 'lab', runDir: () => '/tmp/none' }));
  const body = text.slice(text.indexOf('defaults\n'));
  return body.replaceAll(/bind fd@(\d+)/g, 'bind 127.0.0.9:2000$1');
}

const meaningOf = (text: string) => readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]).meaning;

test('a manager that the cluster tells of gets agents as soon as it answers #ping, and goes again, without a reload', async () => {
  const { site } = readSite(new TextEncoder().encode(SPEC), 'holdfast.yaml');
  assert.ok(site !== undefined);
  const running = await ground.haproxy('wazuh', bodyOf(site));
  const whole = (wished: Site) =>
    `${running.text.slice(0, running.text.indexOf('defaults\n'))}${bodyOf(wished)}`;
  let now = running.text;
  const change = async (wished: Site) => {
    const next = whole(wished);
    const plan = planRuntime({
      before: meaningOf(now),
      after: meaningOf(next),
      live: await observeRuntime(running.cli),
      removal: { withinMs: 5_000, closeSessions: false },
    });
    assert.ok('steps' in plan, JSON.stringify(plan));
    const { fault } = await applyRuntime(running.cli, plan.steps);
    assert.equal(fault, undefined, fault?.evidence);
    now = next;
  };
  const stateOf = async (server: string) =>
    (await observeRuntime(running.cli)).servers.find(
      (one) => one.pool === 'wazuh-events' && one.server === server,
    );

  const joined = ['m2', 'm3'].reduce(
    (all, manager, index) =>
      addIntent(
        all,
        { wish: { kind: 'manager', manager, address: `127.0.0.${index + 2}` }, who: 'wazuh' },
        'lb1',
        0,
      ),
    [] as ReturnType<typeof addIntent>,
  );
  await change(compileIntents(site, joined));
  await waitUntil('m2 answers and is up', 10_000, async () => (await stateOf('m2'))?.isUp);
  const hung = await stateOf('m3');
  assert.equal(hung?.isUp, false, 'a manager that accepts connections but answers nothing is not up');
  const pools = (await observeRuntime(running.cli)).servers.filter(({ server }) => server === 'm2');
  assert.deepEqual(pools.map(({ pool }) => pool).toSorted(), [
    'wazuh-api',
    'wazuh-enrollment',
    'wazuh-events',
  ]);

  await change(site);
  assert.equal(await stateOf('m2'), undefined);
  running.cli.close();
});
