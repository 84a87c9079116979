import { readFileSync } from 'node:fs';
import { isAlive, type ProcessIdentity, readProcess, signalProcess } from './process-identity.ts';

/** Who sleeps wakes up within that, on a machine that is not busy. */
const FIRST_LOOK_MS = 2;
const LOOK_MS = 20;

/**
 * Signs of life of processes that cannot be asked one by one, as nginx's workers: whoever is free answers on their
 * socket. Sends each SIGIO, which nginx ignores in master and workers alike (its signal table: `ignoring`), but which wakes
 * the process: it sleeps again, and the kernel counts that. One that is too busy to sleep spends time in the kernel.
 * A process that is stopped, spins or waits for a disk does neither.
 * @returns those that have shown nothing for `patienceMs`; at once when all have
 */
export async function feelPulse(
  processes: readonly ProcessIdentity[],
  patienceMs: number,
): Promise<readonly ProcessIdentity[]> {
  const before = new Map(processes.map((process) => [process, signOf(process)]));
  for (const process of processes) signalProcess(process, 'SIGIO');
  const deadline = performance.now() + patienceMs;
  for (let waitMs = FIRST_LOOK_MS; ; waitMs = LOOK_MS) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    const silent = processes.filter((process) => signOf(process) === before.get(process) && isAlive(process));
    if (silent.length === 0 || performance.now() > deadline) return silent;
  }
}

/** Changes whenever the process has slept, or worked in the kernel, since. */
function signOf({ pid }: ProcessIdentity): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const slept = /^voluntary_ctxt_switches:\s*(\d+)$/m.exec(status)?.[1];
    return `${slept} ${readProcess(pid)?.systemTime}`;
  } catch {
    return 'gone';
  }
}
