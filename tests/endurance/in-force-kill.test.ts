import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { lookUpSecret } from '../../src/node/in-force/look-up-secret.ts';
import { type NodeForce, openInForce } from '../../src/node/in-force/open-in-force.ts';
import { writeWanted } from '../../src/node/in-force/write-wanted.ts';
import { type ForceFiles, forceFiles, makeNodeGround, type NodeGround } from '../support/node-in-force.ts';

const PROGRAM = join(import.meta.dirname, '../support/put-in-force.mjs');
const FAIL = join(import.meta.dirname, '../support/fail-at-step.mjs');

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

let ground: NodeGround;
let force: NodeForce;

const FORMER: ForceFiles = { servers: ['s1 127.0.0.1:9001', 's2 127.0.0.1:9002'] };
const BY_SOCKET: ForceFiles = {
  servers: ['s1 127.0.0.1:9001 weight 7', 's3 127.0.0.1:9003'],
  router: 'other',
};
const BY_RELOAD: ForceFiles = { ...FORMER, timeout: '33s', ports: [80, 8080] };

async function run(options: ForceFiles, how: string, step = 0): Promise<Ended> {
  const env = { ...process.env, HF_HOW: how, HF_STEP: String(step), HF_SOCKETS: '1' };
  const args = ['--import', FAIL, PROGRAM, ground.runDir, JSON.stringify(options)];
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, args, { env }, (_, stdout, stderr) =>
      resolve({ signal: child.signalCode, stdout, stderr }),
    );
  });
}

function textsIn(folder: string): string[] {
  return ['foundation.json', 'haproxy.cfg', 'keepalived.conf'].map((name) =>
    readFileSync(join(ground.runDir, folder, name), 'utf8'),
  );
}

function textsOf(options: ForceFiles): string[] {
  return forceFiles(ground.runDir, options).map(({ text }) => text);
}

/** Everything that can be seen of the node belongs to this one release. */
async function assertWholly(options: ForceFiles, what: string): Promise<void> {
  assert.deepEqual(textsIn('release'), textsOf(options), what);
  assert.deepEqual(textsIn('active'), textsOf(options), what);
  const { servers } = await ground.live();
  const lines = servers.map(({ server, host, port, weight }) => {
    const words = `${server} ${host}:${port}`;
    return weight === 1 ? words : `${words} weight ${weight}`;
  });
  assert.deepEqual(lines.toSorted(), [...(options.servers ?? [])].toSorted(), what);
  const drift = await force.observeDrift(forceFiles(ground.runDir, options));
  assert.deepEqual(drift, { why: undefined, files: [], runtime: [] }, what);
  const left = readdirSync(ground.runDir).filter((name) => /^(?:release\.|telling)/.test(name));
  assert.deepEqual(left, [], what);
}

/** Killed before it is the same as killed before the one that comes next. */
function changesNothing(step: string, before_: string): boolean {
  const isQuestion = (line: string) => /^socket (?:show|prompt|set timeout|set severity)/.test(line);
  return step.startsWith('close ') || (isQuestion(step) && isQuestion(before_));
}

describe('whoever puts files in force is killed', { concurrency: 1 }, () => {
  before(async () => {
    ground = await makeNodeGround(
      async (runDir) => await writeWanted(runDir, forceFiles(runDir, FORMER), lookUpSecret),
    );
    force = openInForce({ runDir: ground.runDir });
  });
  after(async () => await ground.end());

  for (const [title, next, least] of [
    ['while HAProxy is told over its socket', BY_SOCKET, 50],
    ['while the foundation reloads', BY_RELOAD, 25],
  ] as const) {
    it(`${title}: before any step; the next call leaves the node wholly on one release`, async () => {
      const { stdout, stderr } = await run(next, 'log');
      assert.equal(stdout, next === BY_SOCKET ? 'runtime' : 'reload', stderr);
      const steps = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('steps:'));
      assert.ok(steps.length >= least, `only ${steps.length} steps were seen:\n${stderr}`);
      for (const [index, step] of steps.entries()) {
        if (changesNothing(step, steps[index - 1] ?? '')) continue;
        await force.putInForce(forceFiles(ground.runDir, FORMER));
        const what = `killed before step ${index + 1}: ${step}`;
        const { signal } = await run(next, 'kill', index + 1);
        // How often a server is looked at is not the same each time: the last steps may not come.
        assert.ok(signal === 'SIGKILL' || index >= steps.length - 10, what);
        if (existsSync(join(ground.runDir, 'release')))
          assert.ok(
            [textsOf(FORMER), textsOf(next)].some((texts) => String(texts) === String(textsIn('release'))),
            what,
          );
        const wanted = index % 2 === 0 ? next : FORMER;
        await force.putInForce(forceFiles(ground.runDir, wanted));
        await assertWholly(wanted, what);
      }
    });
  }
});
