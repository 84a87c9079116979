import { readdirSync, readFileSync } from 'node:fs';
import { type ProcessIdentity, readProcess } from './process-identity.ts';

/**
 * The processes of one program that are in the session which `leader` began: itself and what it has started. A guest begins a
 * session of its own, and the kernel gives its number to nobody while a process is in it, so workers are found even when
 * their master is dead.
 * @param program as the kernel knows it (`comm`, proc(5))
 */
export function processesOfSession(leader: ProcessIdentity, program: string): ProcessIdentity[] {
  const first = readProcess(leader.pid);
  // The number belongs to somebody else's session now.
  if (first !== undefined && first.startTime !== leader.startTime) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const found = readProcess(Number(name));
      if (found === undefined || !found.lives) return [];
      const isOurs = found.session === leader.pid && found.program === program;
      return isOurs ? [{ pid: found.pid, startTime: found.startTime }] : [];
    });
}

/** The processes that `pid` has started and that live; undefined when the kernel does not tell. */
export function childrenOf(pid: number): number[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').trim();
    return text === '' ? [] : text.split(' ').map(Number);
  } catch {
    return undefined;
  }
}
