import { readdir, readFile, readlink } from 'node:fs/promises';

/** An engine makes its epolls before it accepts anybody: they are among its first descriptors, of thousands. */
const FIRST = 512;

/**
 * Whether a process waits for one of these sockets in an epoll, whether it has them open or not: proc(5), "tfd" and "ino"
 * (hexadecimal, since Linux 5.8) of /proc/PID/fdinfo. @returns undefined = it cannot be seen
 */
export async function isPolling(pid: number, inodes: ReadonlySet<number>): Promise<boolean | undefined> {
  try {
    const fds = (await readdir(`/proc/${pid}/fd`)).map(Number).filter((fd) => fd < FIRST);
    for (const fd of fds) {
      const file = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
      if (file !== 'anon_inode:[eventpoll]') continue;
      const waits = await readFile(`/proc/${pid}/fdinfo/${fd}`, 'latin1');
      for (const [, inode = ''] of waits.matchAll(/^tfd:.* ino:([0-9a-f]+)/gm)) {
        if (inodes.has(Number.parseInt(inode, 16))) return true;
      }
    }
    return false;
  } catch {
    return undefined;
  }
}
