import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openJournal } from '../../src/node/journal/open-journal.ts';
import { verifyJournal } from '../../src/node/journal/verify-journal.ts';
import { fewAtOnce } from '../support/few-at-once.ts';

const PROGRAM = join(import.meta.dirname, '../support/append-events.mjs');
const FAIL = join(import.meta.dirname, '../support/fail-at-step.mjs');

let root: string;

/** What the program said that the disk has, before it ended. */
function lastFlushed(stdout: string): number {
  const words = stdout.split('\n').slice(0, -1);
  const said = words.map((line) => JSON.parse(line) as { last?: number; flushed?: boolean });
  return said.findLast(({ flushed }) => flushed === true)?.last ?? 0;
}

function run(dir: string, how: string, step: number): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, HF_HOW: how, HF_STEP: String(step) };
  const args = ['--import', FAIL, PROGRAM, dir, '8'];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env }, (_, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

/** Every event up to `flushed` is there once, the chain is whole, and it goes on. */
async function assertWhole(dir: string, flushed: number, what: string): Promise<boolean> {
  const journal = await openJournal(join(dir, 'journal'));
  const next = journal.append({ kind: 'after', text: 'It goes on.' });
  assert.ok(await journal.flush(), what);
  await journal.close();
  const seqs: number[] = [];
  let isRepaired = false;
  const { broken } = await verifyJournal(join(dir, 'journal'), ({ seq, kind }) => {
    seqs.push(seq);
    isRepaired ||= kind === 'journal-repaired';
  });
  assert.deepEqual(broken, [], what);
  const [first = 0] = seqs;
  assert.deepEqual(
    seqs,
    Array.from({ length: next.seq - first + 1 }, (_, index) => first + index),
    what,
  );
  assert.ok(next.seq > flushed, `${what}: event ${flushed} was said to be written, the next is ${next.seq}`);
  return isRepaired;
}

describe('a journal whose writer is killed', { concurrency: 1 }, () => {
  before(() => {
    root = mkdtempSync(join(tmpdir(), 'hf-journal-kill-'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  it('has what was said to be written, at whatever step it happens, and mends a torn line', async () => {
    const { stderr } = await run(join(root, 'log'), 'log', 0);
    const steps = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('steps:'));
    assert.ok(steps.length > 20, `only ${steps.length} steps were seen`);
    const cases = steps.flatMap((step, index) =>
      (step.startsWith('appendFile') ? ['kill', 'torn'] : ['kill']).map((how) => ({ step, index, how })),
    );
    let repaired = 0;
    await fewAtOnce(cases, async ({ step, index, how }) => {
      const dir = join(root, `${how}-${index}`);
      const { stdout } = await run(dir, how, index + 1);
      if (await assertWhole(dir, lastFlushed(stdout), `${how} at ${step}`)) repaired += 1;
    });
    assert.equal(repaired, steps.filter((step) => step.startsWith('appendFile')).length);
  });

  it('loses nothing when the disk answers one step with an error', async () => {
    const { stderr } = await run(join(root, 'log-again'), 'log', 0);
    const count = stderr.split('\n').length - 2;
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    await fewAtOnce(numbers, async (step) => {
      const dir = join(root, `EIO-${step}`);
      const { stdout, stderr: said } = await run(dir, 'EIO', step);
      await assertWhole(dir, 24, `EIO at step ${step}: ${stdout}${said}`);
    });
  });

  it('goes on in one chain over many kills at any moment', async () => {
    const dir = join(root, 'many');
    for (let round = 0; round < 8; round += 1) {
      const child = spawn(process.execPath, [PROGRAM, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
      let stdout = '';
      const ended = new Promise((resolve) => child.once('close', resolve));
      await new Promise<void>((resolve) => {
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          stdout += chunk;
          // Another moment each time.
          if (stdout.split('"flushed":true').length > 3 + 5 * round) resolve();
        });
      });
      child.kill('SIGKILL');
      await ended;
      await assertWhole(dir, lastFlushed(stdout), `round ${round}`);
    }
  });
});
