import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { childrenOf } from '../../src/lab/init-process.ts';
import type { Lab } from '../../src/lab/lab.ts';

export interface FoundationCost {
  /** The largest of the nodes. */
  readonly residentMb: number;
  /** Of one core, idle; the largest of the nodes. */
  readonly cpuPercent: number;
}

const LOOK_MS = 20_000;
/** USER_HZ: the unit of /proc/PID/stat, the same on every Linux of ours. */
const TICKS_PER_SECOND = 100;

/** Memory and idle CPU of the foundations of a lab that nobody asks anything. */
export async function measureFoundations(lab: Lab): Promise<FoundationCost> {
  const pids = foundationsOf(lab);
  const before = pids.map(cpuTicks);
  const startedAt = performance.now();
  await pause(LOOK_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  const used = pids.map((pid, index) => cpuTicks(pid) - (before[index] ?? 0));
  return {
    residentMb: Math.max(...pids.map(residentKb)) / 1024,
    cpuPercent: (Math.max(...used) / TICKS_PER_SECOND / seconds) * 100,
  };
}

/** By their numbers outside the lab: processes below its process 1 that run a foundation for one of its nodes. */
function foundationsOf(lab: Lab): readonly number[] {
  const below = (pid: number): readonly number[] =>
    childrenOf(pid).flatMap((child) => [child, ...below(child)]);
  const found = below(lab.initPid).filter((pid) => {
    const [program = '', ...words] = commandOf(pid);
    return program === process.execPath && words.some((word) => word.endsWith('/foundation.mjs'));
  });
  if (found.length === lab.site.nodes.length) return found;
  throw new Error(`${found.length} foundations run in the lab ${lab.name}, not ${lab.site.nodes.length}`);
}

/** Short-lived processes may be gone between the look and this one. */
function commandOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function residentKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

/** utime + stime, fields 14 and 15. */
function cpuTicks(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
