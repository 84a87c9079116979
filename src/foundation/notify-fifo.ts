import { execFileSync } from 'node:child_process';
import { constants, existsSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import type { VrrpRole } from './status.ts';

export interface VrrpNotice {
  readonly instance: string;
  /** undefined: only the priority changed. */
  readonly role: VrrpRole | undefined;
  readonly priority: number;
}

/** Follows what Keepalived says about its instances. Keepalived never waits for a reader of this FIFO, it drops lines. */
export function followNotices(path: string, onNotice: (notice: VrrpNotice) => void): () => void {
  if (!existsSync(path)) execFileSync('mkfifo', ['-m', '600', path]);
  // Read and write: then there is always a writer, and the end of one Keepalived is not the end of the file.
  const socket = new Socket({ fd: openSync(path, constants.O_RDWR | constants.O_NONBLOCK), writable: false });
  let rest = '';
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const notice = parseNotice(line);
      if (notice !== undefined) onNotice(notice);
    }
  });
  socket.on('error', () => socket.destroy());
  return () => socket.destroy();
}

const ROLES: Readonly<Record<string, VrrpRole | undefined>> = {
  MASTER: 'MASTER',
  BACKUP: 'BACKUP',
  FAULT: 'FAULT',
  STOP: 'unknown',
};

/** `INSTANCE "edge" MASTER 190`, or `… MASTER_PRIORITY 140` when only the number changed (keepalived.conf(5), vrrp_notify_fifo). */
export function parseNotice(line: string): VrrpNotice | undefined {
  const match = /^INSTANCE "([^"]+)" ([A-Z_]+) (\d+)$/.exec(line.trim());
  if (match === null) return undefined;
  const [, instance = '', word = '', priority = '0'] = match;
  return { instance, role: ROLES[word], priority: Number(priority) };
}
