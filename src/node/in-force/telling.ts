import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { cannotStore } from '../state/state-faults.ts';
import { replaceFile, syncFolder } from '../write-durably.ts';

const FILE = 'telling';

/**
 * Before a running HAProxy is told of a new file, the file's digest is written down; when all is told it is taken away. So
 * a node that was killed in between knows that HAProxy may have heard the half of it.
 * @throws Fault `node/cannot-store`
 */
export async function beginTelling(runDir: string, haproxyCfg: string): Promise<void> {
  try {
    await replaceFile(join(runDir, FILE), digestOf(haproxyCfg));
    await syncFolder(runDir);
  } catch (error) {
    throw cannotStore(runDir, error);
  }
}

export async function endTelling(runDir: string): Promise<void> {
  try {
    for (const name of [FILE, `${FILE}.new`]) await rm(join(runDir, name), { force: true });
  } catch {
    // It costs a reload the next time, nothing else.
  }
}

/** True when HAProxy may not have been told all of this file, which is in force. */
export async function wasInterrupted(runDir: string, haproxyCfg: string): Promise<boolean> {
  const noted = await readFile(join(runDir, FILE), 'utf8').catch(() => undefined);
  return noted === digestOf(haproxyCfg);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
