import { readFileSync } from 'node:fs';

/** The protocol number of VRRP (RFC 9568 §5.1.1.4); the kernel shows a raw socket's protocol where a port would stand. */
const VRRP = '0070';

/** Inodes of the raw sockets for VRRP in this network, from /proc/net/raw and raw6 (proc(5)). */
export function readVrrpSockets(): ReadonlySet<string> {
  return new Set(['raw', 'raw6'].flatMap((table) => inodesIn(readTable(table))));
}

function inodesIn(table: string): string[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', , , , , , , , inode = ''] = line.trim().split(/\s+/);
    return local.endsWith(`:${VRRP}`) ? [inode] : [];
  });
}

/** A kernel without IPv6 has no raw6. */
function readTable(name: string): string {
  try {
    return readFileSync(`/proc/self/net/${name}`, 'latin1');
  } catch {
    return '';
  }
}
