import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { parseHaproxy } from '../../src/engines/haproxy/grammar/parse.ts';
import type { HaproxyMeaning } from '../../src/engines/haproxy/meaning/meaning.ts';
import { readHaproxy } from '../../src/engines/haproxy/meaning/read-haproxy.ts';
import { planRuntime, type RuntimeOrder } from '../../src/engines/haproxy/runtime/plan-runtime.ts';
import type { RuntimeStep } from '../../src/engines/haproxy/runtime/runtime-step.ts';
import { applyRuntime } from '../../src/node/haproxy/apply-runtime.ts';
import { observeRuntime } from '../../src/node/haproxy/observe-runtime.ts';
import { type GroundHaproxy, makeRuntimeGround, type RuntimeGround } from '../support/runtime-ground.ts';
import { waitUntil } from '../support/wait-until.ts';

const DEFAULTS = `defaults
  mode http
  timeout connect 1s
  timeout client 30s
  timeout server 30s
  timeout check 1s
  retries 3
  option redispatch 1
`;

interface File {
  readonly servers: readonly string[];
  readonly port?: number;
  readonly mode?: 'http' | 'tcp';
  readonly maxconn?: number;
  readonly balance?: string;
}

function file({ servers, port = 8000, mode = 'http', maxconn = 500, balance = 'roundrobin' }: File): string {
  const checks = mode === 'http' ? '  option httpchk\n  http-check send meth GET uri /health\n' : '';
  return `${DEFAULTS}frontend front
  mode ${mode}
  bind 127.0.0.1:${port}
  maxconn ${maxconn}
  default_backend web
backend web
  mode ${mode}
  balance ${balance}
${checks}  default-server check inter 2s fall 3 rise 2
${servers.map((server) => `  server ${server}\n`).join('')}`;
}

function meaningOf(text: string): HaproxyMeaning {
  return readHaproxy([parseHaproxy(text, 'haproxy.cfg').source]).meaning;
}

async function stepsFor(
  haproxy: GroundHaproxy,
  after_: string,
  more: Partial<RuntimeOrder> = {},
): Promise<readonly RuntimeStep[]> {
  const plan = planRuntime({
    before: meaningOf(haproxy.text),
    after: meaningOf(after_),
    live: await observeRuntime(haproxy.cli),
    ...more,
  });
  assert.ok('steps' in plan, JSON.stringify(plan));
  return plan.steps;
}

/** Without numbers that a start gives out anew, and times. */
async function stateOf(haproxy: GroundHaproxy): Promise<unknown[]> {
  const { servers, frontends, maxconn } = await observeRuntime(haproxy.cli);
  const known = servers.map(({ pool, server, host, port, weight, admin, isUp, maxconn: limit }) => ({
    pool,
    server,
    host,
    port,
    weight,
    admin,
    isUp,
    limit,
  }));
  return [known.toSorted((one, other) => (one.server < other.server ? -1 : 1)), [...frontends], maxconn];
}

describe('a running HAProxy is changed without a reload', () => {
  let ground: RuntimeGround;
  before(async () => {
    ground = await makeRuntimeGround();
    await ground.serve('one', [9001]);
    await ground.serve('two', [9002]);
    await ground.serve('three', [9003]);
  });
  after(async () => await ground.end());

  /** The same text with the `global` section of what runs. */
  const whole = (haproxy: GroundHaproxy, body: string) =>
    `${haproxy.text.slice(0, haproxy.text.indexOf('defaults\n'))}${body}`;

  for (const mode of ['http', 'tcp'] as const) {
    it(`adds, weighs, limits, moves and removes ${mode} servers under load, loses nothing, and a reload changes nothing`, async () => {
      const port = mode === 'http' ? 8001 : 8002;
      const old = file({
        mode,
        port,
        servers: ['s1 127.0.0.1:9001', 's2 127.0.0.1:9002', 's3 127.0.0.1:9002 weight 9'],
      });
      const next = file({
        mode,
        port,
        maxconn: 400,
        servers: ['s1 127.0.0.1:9003 weight 5', 's2 127.0.0.1:9002 maxconn 70', 's4 127.0.0.1:9003 weight 3'],
      });
      const running = await ground.haproxy(mode, old);
      const stop = await ground.probe(port, '/', 200);
      const steps = await stepsFor(running, whole(running, next), {
        removal: { withinMs: 5_000, closeSessions: false },
      });
      const start = performance.now();
      const applied = await applyRuntime(running.cli, steps);
      const tookMs = performance.now() - start;
      assert.equal(applied.fault, undefined, applied.fault?.evidence);
      const kinds = steps.map(({ kind }) => kind);
      // 2.6 before 2.6.17 must not delete a server that HTTP went through.
      const { version } = await observeRuntime(running.cli);
      const parks =
        mode === 'http' && version.major === 2 && version.minor === 6 && (version.patch ?? 0) < 17;
      assert.deepEqual(kinds, [
        'frontend-limit',
        'server-limit',
        'add',
        'address',
        'weight',
        'empty',
        ...(parks ? [] : ['delete']),
      ]);
      await waitUntil('the added server serves', 3_000, async () => {
        const { servers } = await observeRuntime(running.cli);
        return servers.some(({ server, total }) => server === 's4' && total > 20);
      });
      const seen = await stateOf(running);
      assert.deepEqual(
        await stepsFor({ ...running, text: whole(running, next) }, whole(running, next)),
        [],
        'nothing is left to do',
      );
      const reloaded = await running.reload(next);
      const afterReload = await stateOf(reloaded);
      const parked = seen.map((part) =>
        parks && Array.isArray(part) ? part.filter((one: { server?: string }) => one.server !== 's3') : part,
      );
      assert.deepEqual(afterReload, parked);
      const { attempts } = await stop();
      const lost = attempts.filter(({ result }) => result !== 'ok');
      assert.ok(attempts.length > 20);
      assert.deepEqual(lost, [], `${lost.length} of ${attempts.length} lost, applied in ${tookMs} ms`);
      reloaded.cli.close();
      running.cli.close();
    });
  }

  it('gives no request to a server that is dead when it is added, and traffic as soon as its checks pass', async () => {
    const old = file({ port: 8010, servers: ['s1 127.0.0.1:9001'] });
    const running = await ground.haproxy('dead', old);
    const stop = await ground.probe(8010, '/', 200);
    const steps = await stepsFor(
      running,
      whole(running, file({ port: 8010, servers: ['s1 127.0.0.1:9001', 's2 127.0.0.1:9010'] })),
    );
    const { fault, outcomes } = await applyRuntime(running.cli, steps);
    assert.equal(fault, undefined);
    assert.match(outcomes[0]?.says ?? '', /did not pass one yet/);
    const find = async () =>
      (await observeRuntime(running.cli)).servers.find(({ server }) => server === 's2');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const dead = await find();
    assert.deepEqual([dead?.isUp, dead?.total, dead?.admin], [false, 0, 'ready']);
    await ground.serve('late', [9010]);
    await waitUntil('it comes in by its own checks', 10_000, async () => ((await find())?.total ?? 0) > 0);
    const { attempts } = await stop();
    assert.deepEqual(
      attempts.filter(({ result }) => result !== 'ok'),
      [],
    );
    running.cli.close();
  });

  it('moves a server to an address that is dead without sending it anything there', async () => {
    const servers = ['s1 127.0.0.1:9001', 's2 127.0.0.1:9002'];
    const running = await ground.haproxy('move', file({ port: 8011, servers }));
    const stop = await ground.probe(8011, '/', 200);
    const next = file({ port: 8011, servers: ['s1 127.0.0.1:9001', 's2 127.0.0.1:9099'] });
    const { fault } = await applyRuntime(running.cli, await stepsFor(running, whole(running, next)));
    assert.equal(fault, undefined);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { attempts } = await stop();
    assert.deepEqual(
      attempts.filter(({ result }) => result !== 'ok'),
      [],
    );
    running.cli.close();
  });

  it('leaves a server with open sessions in maintenance when they may not be cut, and says so', async () => {
    const old = file({ mode: 'tcp', port: 8012, servers: ['s1 127.0.0.1:9001', 's2 127.0.0.1:9002'] });
    const running = await ground.haproxy('busy', old);
    const asked = ['one', 'two'].map(
      async () => await ground.run('curl', '-sS', '-m', '8', 'http://127.0.0.1:8012/slow?ms=3000'),
    );
    await waitUntil('both serve', 3_000, async () =>
      (await observeRuntime(running.cli)).servers.every(({ sessions }) => sessions === 1),
    );
    const next = whole(running, file({ mode: 'tcp', port: 8012, servers: ['s1 127.0.0.1:9001'] }));
    const removal = { withinMs: 50, closeSessions: false };
    const first = await applyRuntime(running.cli, await stepsFor(running, next, { removal }));
    assert.equal(first.fault?.code, 'node/haproxy-server-busy');
    assert.deepEqual(
      first.outcomes.map(({ result }) => result),
      ['failed', 'not-done'],
    );
    assert.match(first.sentence, /0 of 2 changes are in force/);
    await Promise.all(asked);
    const again = await applyRuntime(running.cli, await stepsFor(running, next, { removal }));
    assert.equal(again.fault, undefined);
    assert.deepEqual(
      (await observeRuntime(running.cli)).servers.map(({ server }) => server),
      ['s1'],
    );
    running.cli.close();
  });

  it('cuts the sessions that are left when that is wanted', async () => {
    const old = file({ mode: 'tcp', port: 8013, servers: ['s1 127.0.0.1:9001'] });
    const running = await ground.haproxy('cut', old);
    const asked = ground.run('curl', '-sS', '-m', '8', 'http://127.0.0.1:8013/slow?ms=5000').then(
      () => 'whole',
      () => 'cut',
    );
    await waitUntil('it serves', 3_000, async () =>
      (await observeRuntime(running.cli)).servers.every(({ sessions }) => sessions === 1),
    );
    const next = whole(running, file({ mode: 'tcp', port: 8013, servers: [] }));
    const removal = { withinMs: 50, closeSessions: true };
    const { fault, outcomes } = await applyRuntime(running.cli, await stepsFor(running, next, { removal }));
    assert.equal(fault, undefined);
    assert.match(outcomes[0]?.says ?? '', /1 sessions were cut/);
    assert.equal(await asked, 'cut');
    running.cli.close();
  });

  it('cleans up after one who was killed while a scout was out', async () => {
    const old = file({ port: 8014, servers: ['s1 127.0.0.1:9001'] });
    const running = await ground.haproxy('scout', old);
    await running.cli.ask('add server web/s2.scout 127.0.0.1:9002 check inter 20ms');
    await running.cli.ask('set server web/s2.scout state drain');
    const next = whole(running, file({ port: 8014, servers: ['s1 127.0.0.1:9001', 's2 127.0.0.1:9002'] }));
    const { fault } = await applyRuntime(running.cli, await stepsFor(running, next));
    assert.equal(fault, undefined);
    assert.deepEqual(
      (await observeRuntime(running.cli)).servers.map(({ server }) => server),
      ['s1', 's2'],
    );
    running.cli.close();
  });
});
