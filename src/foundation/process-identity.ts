import { readFileSync } from 'node:fs';

/** A process, known for certain: pids are used again, a pid with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks after boot: field 22 of /proc/PID/stat (proc(5)). */
  readonly startTime: string;
}

/** What the kernel says of a process. */
export interface KernelProcess extends ProcessIdentity {
  /** Its name, of at most 15 characters. */
  readonly program: string;
  /** False = only its zombie is there. */
  readonly lives: boolean;
  readonly session: number;
  /** Clock ticks that it has spent in the kernel. */
  readonly systemTime: string;
}

/** undefined when there is no such process. */
export function readProcess(pid: number): KernelProcess | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return undefined;
  }
  // The command's name stands in parentheses and may hold anything: count from the last one.
  const end = stat.lastIndexOf(')');
  const fields = stat.slice(end + 2).split(' ');
  const [state, session, systemTime, startTime] = [0, 3, 12, 19].map((index) => fields[index]);
  if (startTime === undefined || systemTime === undefined) return undefined;
  return {
    pid,
    startTime,
    program: stat.slice(stat.indexOf('(') + 1, end),
    lives: state !== 'Z' && state !== 'X',
    session: Number(session),
    systemTime,
  };
}

/** undefined when there is no such process, or only its zombie. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
  const found = readProcess(pid);
  return found?.lives === true ? { pid, startTime: found.startTime } : undefined;
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identifyProcess(identity.pid)?.startTime === identity.startTime;
}

/** Sends a signal to exactly this process; answers whether it was there. */
export function signalProcess(identity: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    process.kill(identity.pid, signal);
    return true;
  } catch {
    return false;
  }
}
