import { readdirSync, readFileSync } from 'node:fs';

/** The number, outside the lab, of a node's daemon in the lab whose directory is `dir`; undefined = none runs. */
export function daemonPid(dir: string, node: string): number | undefined {
  const runDir = `${dir}/${node}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      const words = wordsOf(pid);
      // The lab's keeper is a shell or nsenter with the same words behind its own.
      return (
        words[0] === process.execPath &&
        words.some((word) => word.endsWith('/node.mjs')) &&
        words.includes(runDir)
      );
    });
}

/** Resident memory, in kB; 0 = it does not run. */
export function residentKb(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** The most that it ever had, in kB. */
export function mostResidentKb(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/status`))?.[1] ?? 0);
}

/** CPU time that it has used, in milliseconds; USER_HZ is 100 on every Linux of ours. */
export function cpuMs(pid: number): number {
  const stat = readText(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10;
}

/** The same of all processes that this one started and that have ended. */
export function endedChildrenCpuMs(): number {
  const stat = readText('/proc/self/stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13] ?? 0) + Number(fields[14] ?? 0)) * 10;
}

function wordsOf(pid: number): readonly string[] {
  return readText(`/proc/${pid}/cmdline`).split('\0');
}

/** Short-lived processes may be gone between the look and this one. */
function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
