import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Api, serveApi } from '../../src/node/api/serve-api.ts';
import { PLAN_SPEC, planOf } from '../support/a-plan.ts';
import { siteView } from '../support/site-view.ts';
import { type StandInService, standInService } from '../support/stand-in-service.ts';
import { waitUntil } from '../support/wait-until.ts';

/* The commands of a running site as people call them, over a real API; behind it stands a service that only answers. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'holdfast-operate-'));
const socket = join(dir, 'node.sock');
const spec = join(dir, 'holdfast.yaml');
const NEXT = PLAN_SPEC.replace('weight: 2', 'weight: 3');
const { username } = userInfo();
/** The name that the command gives, and how it came in. */
const who = `${username}@unix`;
let site: StandInService;
let api: Api;
const bugs: unknown[] = [];

beforeEach(async () => {
  site = standInService();
  api = await serveApi({ service: site.service, unixSocket: socket, onBug: (error) => bugs.push(error) });
  writeFileSync(spec, NEXT);
});
afterEach(async () => {
  await api.close();
  assert.deepEqual(bugs, []);
});
after(() => rmSync(dir, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(...words: string[]): { child: ChildProcess; said: () => string; end: Promise<Ended> } {
  const { SUDO_USER: _sudo, ...env } = process.env;
  const child = spawn(join(ROOT, 'bin/holdfast'), words, {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, HOLDFAST_SOCKET: socket },
    timeout: 60_000,
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const end = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
  return { child, said: () => stdout, end };
}
const holdfast = (...words: string[]) => start(...words).end;

function planned(sessionsCut: Readonly<Record<string, number>> = {}): void {
  site.answer = { ...site.answer, plan: planOf(PLAN_SPEC, NEXT), sessionsCut };
}

describe('looking at a site', { timeout: 120_000 }, () => {
  it('status begins with the sentence, and as JSON is what the API gives', async () => {
    const { stdout, code } = await holdfast('status');
    assert.equal(code, 0);
    assert.match(stdout, /^web-edge: serving; lb1 holds edge since 03:12 UTC; redundancy full\n/);
    const json = JSON.parse((await holdfast('status', '-o', 'json')).stdout) as unknown;
    assert.deepEqual(json, JSON.parse(JSON.stringify(siteView())));
  });

  it('status -w prints again what has changed, and ends with 130 on ^C', async () => {
    const watching = start('status', '-w');
    await waitUntil('the first picture', 20_000, () => watching.said().includes('web/web3'));
    const view = siteView({ verdict: 'down', sentence: 'web-edge: down; nobody holds edge' });
    Object.assign(site.service, { status: () => Promise.resolve(view) });
    site.happen({ seq: 3, at: '2026-01-02T04:00:00.000Z', kind: 'vip-lost', text: '', fields: {} });
    await waitUntil('the next picture', 20_000, () => watching.said().includes('nobody holds edge'));
    watching.child.kill('SIGINT');
    const { code, stdout } = await watching.end;
    assert.equal(code, 130);
    assert.equal(stdout.split('NODE ').length, 3, 'two pictures');
  });

  it('events are shown with their node, and followed', async () => {
    const { stdout } = await holdfast('events', '--limit', '1');
    assert.match(stdout, /^2026-01-02 03:12:00\.000 {2}lb1 {2}#2 +vip-moved +lb1 took edge\n$/);
    assert.deepEqual(
      (
        JSON.parse((await holdfast('events', '-o', 'json', '--kind', 'applied')).stdout) as { seq: number }[]
      ).map(({ seq }) => seq),
      [1],
    );
    const following = start('events', '-w', '-o', 'json');
    await waitUntil('the past', 20_000, () => following.said().includes('"seq":2'));
    await waitUntil('what happens', 20_000, () => {
      site.happen({ seq: 3, at: '2026-01-02T04:00:00.000Z', kind: 'x', text: 'now', fields: {} });
      return following.said().includes('"text":"now"');
    });
    following.child.kill('SIGINT');
    assert.equal((await following.end).code, 130);
  });

  it('get, describe, logs and history answer for people and for programs', async () => {
    assert.match((await holdfast('get', 'vips')).stdout, /^edge +10\.77\.0\.100 +lb1/m);
    assert.match((await holdfast('get', 'nodes', '-o', 'yaml')).stdout, /^- name: lb1\n {2}seen:\n/);
    assert.match((await holdfast('describe', 'vip/edge')).stdout, /Last events:\n.*lb1 took edge/);
    assert.equal(
      (await holdfast('logs', 'lb1', '--of', 'haproxy', '--lines', '7')).stdout,
      'haproxy says 7\n',
    );
    assert.match((await holdfast('history')).stdout, /^12 +2026-01-02 03:00:00 UTC +anna/m);
    const unknown = await holdfast('describe', 'vip/egde');
    assert.equal(unknown.code, 1);
    assert.match(unknown.stderr, /cli\/no-such-thing[^]*did you mean "edge"/);
  });

  it('drift is shown and ends with 1', async () => {
    const { code, stdout } = await holdfast('drift');
    assert.equal(code, 1);
    assert.match(stdout, /^lb1\/haproxy\.cfg\n-a\n\+b\n$/m);
  });

  it('without a daemon says where it looked and where else one may be', async () => {
    const { code, stderr } = await holdfast('status', '--socket', join(dir, 'none.sock'));
    assert.equal(code, 3);
    assert.match(stderr, /^cli\/no-daemon\n[^]*--lab/);
  });
});

describe('changing a site', { timeout: 120_000 }, () => {
  it('plan shows what it costs, and --out keeps the state that it was made for', async () => {
    planned({ lb1: 12 });
    const { stdout } = await holdfast('plan', '--out', 'tonight.plan');
    assert.match(stdout, /^web-edge: 1 change; impact: runtime[^]*\nIt ends 12 sessions on lb1\.\n$/);
    assert.equal((await holdfast('plan', '--detailed-exitcode')).code, 2);
    const { etag, sessionsCut } = JSON.parse(
      (await holdfast('plan', '-o', 'json')).stdout,
    ) as StandInService['answer'];
    assert.deepEqual([etag, sessionsCut], ['"7"', { lb1: 12 }]);
    assert.equal((await holdfast('apply', 'tonight.plan', '--yes')).code, 0);
    site.answer = { ...site.answer, etag: '"8"' };
    const stale = await holdfast('apply', 'tonight.plan', '--yes');
    assert.equal(stale.code, 1);
    assert.match(stale.stderr, /no longer says what would happen[^]*changed the state/);
  });

  it('apply asks; where nobody can be asked it names what would happen and --yes', async () => {
    planned({ lb1: 12 });
    const { code, stderr } = await holdfast('apply');
    assert.equal(code, 2);
    assert.match(
      stderr,
      /Put holdfast\.yaml in force on lb1 and lb2\? .* it ends 12 sessions on lb1[^]*--yes/,
    );
    assert.ok(!site.told.some((one) => (one as { what: string }).what === 'apply'));
  });

  it('apply tells each stage, and what came of it', async () => {
    planned();
    const { code, stdout, stderr } = await holdfast('apply', '--yes', '--note', 'why');
    assert.equal(code, 0);
    assert.match(stderr, /^checking: .*\napplying: .*\n$/);
    assert.match(stdout, /Revision 13 is in force on lb2 and lb1\.\n$/);
    const order = site.told.find((one) => (one as { what: string }).what === 'apply') as Record<
      string,
      unknown
    >;
    assert.equal(order['who'], who);
    assert.equal(order['ifMatch'], '"7"');
  });

  it('apply ends with 1 when it was undone, with the reason', async () => {
    planned();
    const fault = {
      code: 'engines/refused',
      message: 'HAProxy refused.',
      remedy: 'mend it.',
      evidence: 'line 3',
    };
    site.stages = [{ stage: 'undone', sentence: 'The former release is in force everywhere.', fault }];
    const { code, stdout } = await holdfast('apply', '--yes');
    assert.equal(code, 1);
    assert.match(
      stdout,
      /everywhere\.\nengines\/refused\n {2}HAProxy refused\.\n {2}\| line 3\n {2}Fix: mend it\.\n$/,
    );
  });

  it('apply --confirm returns when it waits, says how to keep it, and confirm keeps it', async () => {
    planned();
    const confirmBy = new Date(Date.now() + 60_000).toISOString();
    site.stages = [{ stage: 'unconfirmed', confirmBy, sentence: 'In force on lb2 and lb1.' }];
    const { code, stdout } = await holdfast('apply', '--yes', '--confirm', '60s');
    assert.equal(code, 0);
    assert.match(
      stdout,
      /In force on lb2 and lb1\.\nRevision 13 is taken back by itself in \d+ s .* unless you keep it:\n {2}holdfast confirm.*\n$/,
    );
    const kept = await holdfast('confirm');
    assert.equal(kept.code, 0);
    assert.match(kept.stdout, /^Revision 13 is kept\.\n$/);
    assert.deepEqual(site.told.at(-1), { what: 'confirm', who });
  });

  it('rollback takes back the apply that waits, else goes to the revision before', async () => {
    planned();
    site.stages = [{ stage: 'unconfirmed', confirmBy: new Date(Date.now() + 60_000).toISOString() }];
    await holdfast('apply', '--yes', '--confirm', '60s');
    assert.equal((await holdfast('rollback', '--yes')).code, 0);
    assert.deepEqual(site.told.at(-1), { what: 'undo', who });
    site.stages = [{ stage: 'kept' }];
    assert.equal((await holdfast('rollback', '--yes')).code, 0);
    const { order } = site.told.at(-1) as { order: unknown };
    assert.deepEqual(order, { revision: 11 });
  });

  it('whoever looks away from an apply is told that it goes on', async () => {
    planned();
    site.stages = [{ stage: 'applying' }];
    const applying = start('apply', '--yes');
    await waitUntil('the apply', 20_000, () =>
      site.told.some((one) => (one as { what: string }).what === 'apply'),
    );
    applying.child.kill('SIGINT');
    const { code, stderr } = await applying.end;
    assert.equal(code, 130);
    assert.match(stderr, /goes on at .*holdfast status/);
  });
});

describe('operating a site', { timeout: 120_000 }, () => {
  it('server, pause and resume ask for what was said, in the operator’s name', async () => {
    const { stdout, code } = await holdfast(
      'server',
      'drain',
      'web/web1',
      '--reason',
      'kernel',
      '--for',
      '2h',
    );
    assert.equal(code, 0);
    assert.match(
      stdout,
      /^web\/web1: drain by .* \(kernel\)\n {2}lb1: HAProxy was told\n {2}lb2 does not answer; /,
    );
    const wish = { kind: 'server-state', pool: 'web', server: 'web1', state: 'drain' };
    assert.deepEqual(site.told.at(-1), { what: 'ask', wish, who, why: 'kernel', forMs: 7_200_000 });
    const wishes = [
      [
        ['server', 'weight', 'web/web1', '50'],
        { kind: 'server-weight', pool: 'web', server: 'web1', weight: 50 },
      ],
      [
        ['server', 'weight', 'web/web1', 'spec'],
        { kind: 'server-weight', pool: 'web', server: 'web1', weight: null },
      ],
      [['pause'], { kind: 'pause', node: null, paused: true }],
      [['resume', 'lb2'], { kind: 'pause', node: 'lb2', paused: false }],
    ] as const;
    for (const [words, wanted] of wishes) {
      assert.equal((await holdfast(...words)).code, 0, words.join(' '));
      assert.deepEqual((site.told.at(-1) as { wish: unknown }).wish, wanted);
    }
    for (const words of [
      ['server', 'drain', 'web1'],
      ['server', 'weight', 'web/web1', '257'],
      ['pause', '--for', 'x'],
    ]) {
      assert.equal((await holdfast(...words)).code, 2, words.join(' '));
    }
  });

  it('switchover names the sessions that end before it asks, and the outcome after', async () => {
    const asked = await holdfast('switchover', 'edge', '--to', 'lb2');
    assert.equal(asked.code, 2);
    assert.match(asked.stderr, /Move VIP edge .* from lb1 to lb2\? 3 sessions through it end\./);
    const { code, stdout } = await holdfast('switchover', 'edge', '--to', 'lb2', '--yes');
    assert.equal(code, 0);
    assert.equal(stdout, 'VIP edge moved from lb1 to lb2.\n');
  });

  it('notify test shows what each channel answered, and ends with 1 when one failed', async () => {
    const { code, stdout } = await holdfast('notify', 'test', 'pager');
    assert.equal(code, 1);
    assert.match(stdout, /^pager +webhook +FAILED +3 ms +connection refused$/m);
  });
});

describe('completion', () => {
  it('offers the names of the running site where one may stand, of the site that was named', async () => {
    const complete = async (at: string | undefined, ...words: string[]) => {
      const script = `eval "$("$0" completion bash)"; COMP_WORDS=("$0" "$@"); COMP_CWORD=$#; _holdfast; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const env = { ...process.env, HOLDFAST_SOCKET: at ?? '' };
      const child = spawn('bash', ['-c', script, join(ROOT, 'bin/holdfast'), ...words], {
        env,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await new Promise((resolve) => child.on('close', resolve));
      return said.split('\n').filter((line) => line !== '');
    };
    assert.deepEqual(await complete(socket, 'server', 'drain', ''), ['web/web1', 'web/web2', 'web/web3']);
    assert.deepEqual(await complete(socket, 'switchover', 'e'), ['edge']);
    assert.deepEqual(await complete(undefined, '--quiet', 'describe', '--socket', socket, 'vip/'), [
      'vip/edge',
    ]);
    assert.deepEqual(await complete('/nowhere', 'server', 'drain', 'w'), []);
    assert.deepEqual(await complete(socket, 'server', 'drain', '--reas'), ['--reason']);
  });
});
