import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { Trials } from '../../src/node/apply/trials.ts';
import { fewAtOnce } from '../support/few-at-once.ts';
import { beginGround, openTrialGround } from '../support/trial-ground.ts';

const PROGRAM = join(import.meta.dirname, '../support/end-trial.mjs');
const FAIL = join(import.meta.dirname, '../support/fail-at-step.mjs');

interface Ended {
  readonly dir: string;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

let root: string;
let origin: string;
let runs = 0;

/** A trial that is ended on a copy of the ground, with one failing step. */
function run(end: 'keep' | 'undo', how: string, step: number): Promise<Ended> {
  runs += 1;
  const dir = join(root, `${runs}-${end}-${how}-${step}`);
  cpSync(origin, dir, { recursive: true });
  const env = { ...process.env, HF_HOW: how, HF_STEP: String(step) };
  return new Promise((resolve) => {
    const args = ['--import', FAIL, PROGRAM, dir, end];
    const child = execFile(process.execPath, args, { env }, (_, stdout, stderr) =>
      resolve({ dir, signal: child.signalCode, stdout, stderr }),
    );
  });
}

async function stepsOf(end: 'keep' | 'undo'): Promise<readonly string[]> {
  const { stdout, stderr } = await run(end, 'log', 0);
  const number = end === 'keep' ? 2 : 1;
  assert.deepEqual(
    JSON.parse(stdout),
    { current: number, inForce: number === 2 ? 'next' : 'former', told: [] },
    stderr,
  );
  return stderr.split('\n').filter((line) => line !== '' && !line.startsWith('steps:'));
}

/** Opening and closing leave on the disk what the step before them left. */
function changes(step: string): boolean {
  return !/^(open|close) /.test(step);
}

/** What the daemon's next start makes of it: revision and files belong together, and nothing is on. */
async function assertWhole(dir: string, accepted: boolean | undefined, what: string): Promise<number> {
  const copy = `${dir}-${accepted}`;
  cpSync(dir, copy, { recursive: true });
  const { ports, state, inForce } = await openTrialGround(copy, accepted);
  try {
    const trials = new Trials(ports);
    await trials.resume();
    const number = state.current?.number ?? 0;
    assert.deepEqual([trials.order, trials.trouble], [undefined, undefined], what);
    assert.equal(await inForce(), number === 2 ? 'next' : 'former', what);
    assert.ok(!existsSync(join(copy, 'state', 'trial.json')), `${what}: no record is left`);
    return number;
  } finally {
    await state.close();
  }
}

describe('a trial', { concurrency: 1 }, () => {
  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'hf-trial-'));
    origin = join(root, 'origin');
    await beginGround(origin);
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  it('is on the disk before anything of it is in force', async () => {
    const steps = await stepsOf('keep');
    const at = (pattern: RegExp) => steps.findIndex((step) => pattern.test(step));
    const [synced, named, begun] = [
      at(/^sync \S+trial\.json\.new/),
      at(/^rename \S+trial\.json\.new \S+trial\.json/),
      at(/active\.json/),
    ];
    assert.ok(synced >= 0 && synced < named && named < begun, steps.join('\n'));
    const folder = steps.slice(named, begun).some((step) => /^sync \S+\/state$/.test(step));
    assert.ok(folder, 'its name is on the disk too');
  });

  for (const end of ['keep', 'undo'] as const) {
    for (const how of ['kill', 'torn'] as const) {
      it(`leaves a node wholly on one release when its daemon is killed (${how}) at any step of ${end}`, async () => {
        const steps = await stepsOf(end);
        const numbers = steps.flatMap((step, index) =>
          (how === 'kill' ? changes(step) : step.startsWith('writeFile')) ? [index + 1] : [],
        );
        assert.ok(numbers.length > 2, steps.join('\n'));
        const seen = new Set<number>();
        await fewAtOnce(numbers, async (step) => {
          const { dir, signal, stderr } = await run(end, how, step);
          const what = `${how} at step ${step}: ${steps[step - 1]}`;
          assert.equal(signal, 'SIGKILL', `${what}\n${stderr}`);
          const began = existsSync(join(dir, 'state', 'trial.json'));
          const alone = await assertWhole(dir, undefined, what);
          assert.equal(await assertWhole(dir, false, what), alone, what);
          // With the word of a peer that has accepted it, what was begun is finished.
          assert.equal(await assertWhole(dir, true, what), began ? 2 : alone, what);
          seen.add(alone);
        });
        assert.deepEqual([...seen].sort(), end === 'keep' && how === 'kill' ? [1, 2] : [1]);
      });
    }

    it(`tells a disk that fails at any step of ${end}, and leaves a node wholly on one release`, async () => {
      const steps = await stepsOf(end);
      await fewAtOnce(
        steps.flatMap((step, index) => (changes(step) ? [index + 1] : [])),
        async (step) => {
          const { dir, stdout, stderr } = await run(end, 'EIO', step);
          const what = `EIO at step ${step}: ${steps[step - 1]}`;
          const { told } = JSON.parse(stdout || assert.fail(`${what}\n${stderr}`)) as { told: string[] };
          // The engines here are a file, whose own error is told as it is.
          for (const code of told)
            assert.match(code, /^(node\/(cannot-store|no-trial|undo-failed)|EIO)$/, what);
          await assertWhole(dir, false, what);
        },
      );
    });
  }
});
