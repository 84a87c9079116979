import { closeSync, readdirSync, readFileSync } from 'node:fs';

/**
 * Closes what this process inherited beyond stdin, stdout and stderr: a daemon that it starts would hold these streams
 * open for ever, and whoever waits for their end (a pipe of CI, a lock of a script) would hang. Everything that Node
 * itself opened is marked close-on-exec and stays.
 */
export function closeInheritedStreams(): void {
  for (const name of readdirSync('/proc/self/fd')) {
    const fd = Number(name);
    if (fd > 2 && isPassedOn(fd)) closeSync(fd);
  }
}

const O_CLOEXEC = 0o2000000;

function isPassedOn(fd: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0;
  } catch {
    return false;
  }
}
