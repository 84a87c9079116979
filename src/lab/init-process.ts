import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '../base/fault.ts';
import type { ProcessIdentity } from './lab-record.ts';

/** Throws nothing: undefined = there is no such process. */
export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readStat(pid);
  return stat === undefined ? undefined : { pid, startTicks: stat.startTicks, bootId: bootId() };
}

/** Whether that very process still runs; a zombie does not. */
export function isAlive({ pid, startTicks, bootId: boot }: ProcessIdentity): boolean {
  const stat = readStat(pid);
  return (
    stat !== undefined && stat.startTicks === startTicks && !'ZX'.includes(stat.state) && boot === bootId()
  );
}

/** Children of a process: their numbers in our own pid namespace. */
export function childrenOf(parent: number): readonly number[] {
  return allPids().filter((pid) => readStat(pid)?.parent === parent);
}

/** Whether a process is number 1 of a pid namespace below ours. */
export function isFirstProcess(pid: number): boolean {
  return /^NSpid:(\s+\d+)+\s+1$/m.test(readText(`/proc/${pid}/status`));
}

/** Process 1 of labs whose record is lost: who runs `DIR/init.sh` as its script. */
export function findInits(dir: string): readonly ProcessIdentity[] {
  return allPids()
    .filter((pid) => readText(`/proc/${pid}/cmdline`).split('\0')[1] === `${dir}/init.sh`)
    .map(identify)
    .filter((found) => found !== undefined);
}

/**
 * Kills process 1 of a lab and waits until it is gone, with everything that ran below it: the kernel ends a pid
 * namespace before it lets its process 1 go. Throws `lab/does-not-end` after 10 s.
 */
export async function endInit(init: ProcessIdentity): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (isAlive(init)) {
    try {
      process.kill(init.pid, 'SIGKILL');
    } catch {
      // It ended between the look and the kill.
    }
    if (performance.now() > deadline) {
      throw new Fault(
        'lab/does-not-end',
        `Process ${init.pid} of the lab was killed and does not end.`,
        `look at it: cat /proc/${init.pid}/status /proc/${init.pid}/stack; a stopped terminal inside the lab can hold it`,
      );
    }
    await pause(5);
  }
}

function readStat(pid: number): { state: string; parent: number; startTicks: string } | undefined {
  const text = readText(`/proc/${pid}/stat`);
  // The command's name stands in parentheses and may hold anything: count from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, parent] = fields;
  const startTicks = fields[19];
  if (state === undefined || parent === undefined || startTicks === undefined) return undefined;
  return { state, parent: Number(parent), startTicks };
}

function allPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function bootId(): string {
  return readText('/proc/sys/kernel/random/boot_id').trim();
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
