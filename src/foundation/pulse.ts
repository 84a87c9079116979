import { readFileSync } from 'node:fs';
import { isAlive, type ProcessIdentity, readProcess, signalProcess } from './process-identity.ts';

/**
 * Signs of life of processes that cannot be asked one by one, as nginx's workers: whoever is free answers on their
 * socket. Each beat sends SIGIO, which nginx ignores in master and workers alike (its signal table: `ignoring`), but which wakes
 * the process: it sleeps again, and the kernel counts that. One that is too busy to sleep spends time in the kernel.
 * A process that is stopped, spins or waits for a disk does neither.
 */
export class Pulses {
  #last = new Map<string, string>();

  /** Wakes each; answers those that have shown nothing since the last beat. Who is new has shown enough. */
  beat(processes: readonly ProcessIdentity[]): ProcessIdentity[] {
    const now = new Map<string, string>();
    const silent = processes.filter((process) => {
      const key = `${process.pid} ${process.startTime}`;
      const sign = signOf(process);
      now.set(key, sign);
      const isSilent = this.#last.get(key) === sign && isAlive(process);
      signalProcess(process, 'SIGIO');
      return isSilent;
    });
    this.#last = now;
    return silent;
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
