import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { askFoundation } from '../../src/foundation/control-client.ts';
import type { FoundationStatus } from '../../src/foundation/status.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { openLab } from '../../src/lab/open-lab.ts';
import { waitUntil } from '../support/wait-until.ts';

const HOLDFAST = join(import.meta.dirname, '../../bin/holdfast');
const SPEC = join(import.meta.dirname, '../../examples/web.yaml');
const NAME = `soak-${process.pid}`;
const ROUNDS = 40;

let lab: Lab;

async function holdfast(...words: string[]): Promise<string> {
  return (await promisify(execFile)(HOLDFAST, [...words, '-f', SPEC, '--lab-name', NAME])).stdout;
}

async function statusOf(node: string): Promise<FoundationStatus> {
  const answer = await askFoundation(join(lab.dir, node, 'control.sock'), { do: 'status' }, 5_000);
  assert.ok(answer.ok && answer.status !== undefined);
  return answer.status;
}

async function inLab(...command: string[]): Promise<string> {
  const [file = '', ...args] = [...lab.enter(), ...command];
  return (await promisify(execFile)(file, args)).stdout;
}

/** Of a process of the lab: resident memory in kB and the number of open descriptors, as the lab's /proc tells. */
async function costOf(pid: number): Promise<{ memoryKb: number; descriptors: number }> {
  const text = await inLab('sh', '-c', `grep VmRSS /proc/${pid}/status; ls /proc/${pid}/fd | wc -l`);
  const [memory = '', descriptors = ''] = text.trim().split('\n');
  return { memoryKb: Number(/\d+/.exec(memory)?.[0]), descriptors: Number(descriptors) };
}

describe('a foundation over many faults', { concurrency: 1 }, () => {
  before(async () => {
    await holdfast('lab', 'up');
    lab = await openLab(NAME);
  });
  after(async () => {
    await holdfast('lab', 'down');
  });

  it(`comes through ${ROUNDS} kills and reloads with the descriptors and the memory it had`, async () => {
    const serving = async (): Promise<FoundationStatus> =>
      await waitUntil('both guests run and nothing drains', 20_000, async () => {
        const now = await statusOf('lb1');
        const { haproxy, keepalived } = now.guests;
        return haproxy.state === 'running' && keepalived.state === 'running' && haproxy.draining === 0 && now;
      });
    const { pid } = await serving();
    for (let round = 0; round < 5; round += 1)
      await askFoundation(join(lab.dir, 'lb1/control.sock'), { do: 'reload', haproxy: 'anew' }, 20_000);
    await serving();
    const before = await costOf(pid);
    for (let round = 0; round < ROUNDS; round += 1) {
      const { guests } = await serving();
      if (round % 2 === 0) {
        const answer = await askFoundation(
          join(lab.dir, 'lb1/control.sock'),
          { do: 'reload', haproxy: 'anew' },
          20_000,
        );
        assert.deepEqual(answer, { ok: true, did: { haproxy: 'reloaded', keepalived: 'kept' } });
      } else {
        const victim = round % 5 === 0 ? guests.keepalived.pid : guests.haproxy.pid;
        await inLab('sh', '-c', `kill -9 ${victim}`);
      }
    }
    const end = await serving();
    assert.equal(end.pid, pid, 'the foundation is the same process');
    const after = await costOf(pid);
    assert.ok(
      after.descriptors <= before.descriptors + 3,
      `${before.descriptors} → ${after.descriptors} descriptors`,
    );
    assert.ok(after.memoryKb < before.memoryKb + 20_000, `${before.memoryKb} → ${after.memoryKb} kB`);
    const engines = await inLab('sh', '-c', 'cat /proc/[0-9]*/comm');
    assert.equal(engines.split('\n').filter((name) => name === 'haproxy').length, 2);
    assert.equal(engines.split('\n').filter((name) => name === 'keepalived').length, 4);
  });

  it('keeps its logs small', () => {
    for (const name of readdirSync(join(lab.dir, 'lb1/log'))) {
      assert.ok(readFileSync(join(lab.dir, 'lb1/log', name)).length < 5_000_000, name);
    }
  });
});
