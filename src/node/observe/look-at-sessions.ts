import { readFile } from 'node:fs/promises';
import { type OpenSessions, readOpenSessions } from '../checks/open-sessions.ts';

/** The open connections of this process's network, which is the node's. A table that this kernel has not is an empty one. @param except what is none of them */
export async function lookAtSessions(except: () => ReadonlySet<string>): Promise<OpenSessions> {
  const tables = await Promise.all(
    ['tcp', 'tcp6', 'udp', 'udp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')),
  );
  return readOpenSessions(tables, except());
}
