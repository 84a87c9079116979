import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openState } from '../../src/node/state/open-state.ts';
import { acceptance } from '../support/acceptance.ts';
import { fewAtOnce } from '../support/few-at-once.ts';

const PROGRAM = join(import.meta.dirname, '../support/accept-revisions.mjs');
const FAIL = join(import.meta.dirname, '../support/fail-at-step.mjs');

interface Ended {
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

let root: string;
let origin: string;
/** What the program does on the file system, when nothing fails; `steps[0]` is step 1. */
let steps: readonly string[];

function run(dir: string, how: string, step = 0): Promise<Ended> {
  const env = { ...process.env, HF_HOW: how, HF_STEP: String(step) };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['--import', FAIL, PROGRAM, dir], { env }, (_, stdout, stderr) =>
      resolve({ signal: child.signalCode, stdout, stderr }),
    );
  });
}

/** A state whose first revision is there, on which the program runs with one failing step. */
async function runCopy(how: string, step: number): Promise<Ended & { dir: string }> {
  const dir = join(root, `${how}-${step}`);
  cpSync(origin, dir, { recursive: true });
  return { dir, ...(await run(dir, how, step)) };
}

async function forEachStep(begin: string, work: (step: number) => Promise<void>): Promise<void> {
  const numbers = steps.flatMap((step, index) => (step.startsWith(begin) ? [index + 1] : []));
  await fewAtOnce(numbers, work);
}

/** Every file of the newest revision is there, says the same word, and another can be accepted. */
async function assertWhole(dir: string, what: string): Promise<string> {
  const state = await openState(dir, { keep: 2 });
  try {
    assert.deepEqual(state.troubles, [], what);
    const { current } = state;
    assert.ok(current !== undefined, what);
    for (const { number } of state.revisions) {
      const { spec, files, note } = await state.read(number);
      const given = acceptance(note);
      assert.deepEqual([spec, files], [given.spec, given.files], what);
    }
    const left = readdirSync(join(dir, 'revisions')).filter((name) => name.startsWith('.'));
    assert.deepEqual(left, [], `${what}: what was on its way is tidied up`);
    assert.ok((await state.accept(acceptance('after'))).number > current.number);
    return current.note;
  } finally {
    await state.close();
  }
}

describe('accepting a revision', { concurrency: 1 }, () => {
  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'hf-kill-'));
    origin = join(root, 'origin');
    const state = await openState(origin);
    await state.accept(acceptance('one'));
    await state.close();
    const { stderr, stdout } = await runCopy('log', 0);
    steps = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('steps:'));
    assert.deepEqual(JSON.parse(stdout), { current: 'three', intents: 1, told: [], troubles: [] }, stderr);
    assert.ok(steps.length > 60, `only ${steps.length} steps were seen`);
  });

  after(() => rmSync(root, { recursive: true, force: true }));

  it('lets the disk have every file and folder of a revision before it gets its number', () => {
    const isCommit = (step: string) => /^rename \S+\/\.new-2 \S+\/000002$/.test(step);
    const commit = steps.findIndex(isCommit);
    assert.ok(commit > 0);
    const earlier = steps.slice(0, commit);
    const written = earlier.filter((step) => step.startsWith('writeFile ')).map((step) => step.split(' ')[1]);
    assert.equal(written.length, 8);
    for (const path of written) assert.ok(earlier.includes(`sync ${path}`), `${path} was not synced`);
    const folders = earlier
      .filter((step) => step.startsWith('mkdir '))
      .map((step) => step.split(' ')[1] ?? '');
    for (const path of folders) assert.ok(earlier.includes(`sync ${path}`), `${path} was not synced`);
    assert.ok(steps.slice(commit).some((step) => /^sync \S+\/revisions$/.test(step)));
  });

  for (const [how, begin, title] of [
    ['kill', '', 'before any step'],
    ['torn', 'writeFile', 'in the middle of any file'],
  ] as const) {
    it(`leaves a whole state when it is killed ${title}`, async () => {
      const seen = new Set<string>();
      await forEachStep(begin, async (step) => {
        const { dir, signal } = await runCopy(how, step);
        assert.equal(signal, 'SIGKILL', `step ${step}: ${steps[step - 1]}`);
        seen.add(await assertWhole(dir, `${how} at step ${step}: ${steps[step - 1]}`));
      });
      assert.deepEqual([...seen].sort(), ['one', 'three', 'two']);
    });
  }

  it('tells a disk that fails at any step, never as a bug, and leaves a whole state', async () => {
    await forEachStep('', async (step) => {
      const { dir, stdout, stderr } = await runCopy('EIO', step);
      const what = `EIO at step ${step}: ${steps[step - 1]}`;
      const { current, told, troubles } = JSON.parse(stdout || assert.fail(`${what}\n${stderr}`)) as {
        current: string;
        told: string[];
        troubles: string[];
      };
      for (const code of [...told, ...troubles])
        assert.match(code, /^node\/(cannot-store|not-durable)$/, what);
      assert.ok(existsSync(dir));
      assert.equal(await assertWhole(dir, what), current, `${what}: what it said is what is on the disk`);
    });
  });
});
