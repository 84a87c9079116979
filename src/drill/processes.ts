import { readdirSync, readFileSync, statSync } from 'node:fs';

/** Numbers are those of the pid namespace that we run in. */
export function processesOnMember(netFile: string, but: readonly number[] = []): readonly number[] {
  const network = statSync(netFile).ino;
  return allPids().filter(
    (pid) => pid !== 1 && pid !== process.pid && !but.includes(pid) && networkOf(pid) === network,
  );
}

export function childrenOf(parent: number): readonly number[] {
  return allPids().filter((pid) => parentOf(pid) === parent);
}

/** All at once, as far as one process can: no await between. Those already gone are fine. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Its sockets are closed: it is a zombie with no thread left, or nothing at all. */
export function isGone(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const state = stat.slice(stat.lastIndexOf(')') + 2)[0];
    return state === 'Z' && readdirSync(`/proc/${pid}/task`).length <= 1;
  } catch {
    return true;
  }
}

function allPids(): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
}

function networkOf(pid: number): number | undefined {
  try {
    return statSync(`/proc/${pid}/ns/net`).ino;
  } catch {
    return undefined;
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}
