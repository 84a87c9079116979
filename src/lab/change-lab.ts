import { mkdirSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { closeInheritedStreams } from '../host/close-inherited-streams.ts';
import { runCommand } from '../host/run-command.ts';
import { isAlive } from './init-process.ts';
import type { Lab } from './lab.ts';
import { lockLab } from './lab-lock.ts';
import { type LabRecord, readLabRecord } from './lab-record.ts';
import { NOT_INHERITED } from './launch.ts';
import { stateFault } from './state-dir.ts';

/** One command at a time changes a lab, and only one that still runs. */
export async function changing<Result>(
  lab: Lab,
  work: (record: LabRecord) => Promise<Result>,
): Promise<Result> {
  const lock = await lockLab(lab.dir, { make: false });
  if (lock === undefined) {
    throw new Fault(
      'lab/busy',
      `Another command is working on the lab ${lab.name} right now.`,
      'wait until it has ended, then try again',
    );
  }
  try {
    const record = readLabRecord(lab.dir);
    if (record !== undefined && record.init.pid === lab.initPid && isAlive(record.init)) {
      return await work(record);
    }
    throw new Fault('lab/not-running', `No lab called ${lab.name} runs.`, 'start one: holdfast lab up');
  } finally {
    await lock.release();
  }
}

/**
 * Runs a script in the lab; what it leaves running belongs to the lab's process 1, and nothing of us. `what` names it.
 * @throws Fault `lab/network-failed` when one that makes members (`grow`) fails
 */
export async function runInside(lab: Lab, what: string, script: string): Promise<void> {
  closeInheritedStreams();
  const file = `${lab.dir}/players.d/${what}.sh`;
  makeFolder(`${lab.dir}/players.d`);
  try {
    writeFileSync(file, script, { mode: 0o600 });
  } catch (error) {
    throw stateFault(file, error);
  }
  const unset = NOT_INHERITED.flatMap((name) => ['-u', name]);
  const { code, stdout, stderr } = await runCommand(
    [...lab.enter(), 'env', ...unset, 'setsid', '--wait', 'sh', file],
    { timeoutMs: 60_000 },
  );
  if (code === 0 || what !== 'grow') return;
  throw new Fault(
    'lab/network-failed',
    `The lab ${lab.name} could not be given its new members.`,
    'remove the reason that the commands name',
    `${stdout}${stderr}`.slice(-2000).trim(),
  );
}

export function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw stateFault(dir, error);
  }
}
