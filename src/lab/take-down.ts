import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../base/fault.ts';
import { endInit, findInits, isAlive } from './init-process.ts';
import { type LabLock, lockLab } from './lab-lock.ts';
import { readLabRecord } from './lab-record.ts';
import { checkPrivateDir, labDir, removeDir, stateRoot } from './state-dir.ts';

/** Ends a lab and removes its files, whatever state they are in. false = none ran. */
export async function takeDown(name: string): Promise<boolean> {
  const dir = labDir(name);
  if (!checkPrivateDir(stateRoot()) || !checkPrivateDir(dir)) return false;
  let ran = await endAll(dir);
  const lock = await waitForLock(name, dir);
  if (lock === undefined) return ran;
  try {
    ran = (await endAll(dir)) || ran;
    removeDir(dir);
    return ran;
  } finally {
    await lock.release();
  }
}

async function endAll(dir: string): Promise<boolean> {
  const inits = [...recorded(dir), ...findInits(dir)].filter(isAlive);
  for (const init of inits) await endInit(init);
  return inits.length > 0;
}

function recorded(dir: string) {
  try {
    const record = readLabRecord(dir);
    return record === undefined ? [] : [record.init];
  } catch {
    // A corrupt record: process 1 is found by its script's name.
    return [];
  }
}

/** A `lab up` that was at work ends soon, because its process 1 is gone. undefined = the directory is gone. */
async function waitForLock(name: string, dir: string): Promise<LabLock | undefined> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const lock = await lockLab(dir, { make: false });
    if (lock !== undefined) return lock;
    if (!checkPrivateDir(dir)) return undefined;
    if (performance.now() > deadline) {
      throw new Fault(
        'lab/busy',
        `Another command keeps working on the lab ${name}.`,
        'end that command, then try again',
      );
    }
    await pause(50);
  }
}
