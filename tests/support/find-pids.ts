import { readdirSync, readFileSync } from 'node:fs';

/** Numbers of processes, also in namespaces of their own, whose words fulfil a condition. */
export function findPids(isIt: (words: readonly string[]) => boolean): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        return isIt(readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0'));
      } catch {
        return false;
      }
    });
}
