import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import { identify, isAlive } from '../lab/init-process.ts';
import type { ProcessIdentity } from '../lab/lab-record.ts';

/** One drill at a time: two would each see the other's fault. Throws `drill/busy`; returns how to let go. */
export function lockDrills(labDir: string): () => void {
  const file = `${labDir}/log/drill.lock`;
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        linkSync(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = readHolder(file);
      if (holder !== undefined && isAlive(holder)) throw busy(holder);
      // Whoever had it died without letting go.
      rmSync(file, { force: true });
    }
    throw busy(undefined);
  } finally {
    rmSync(mine, { force: true });
  }
}

function readHolder(file: string): ProcessIdentity | undefined {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Partial<ProcessIdentity> | null;
    return typeof found?.pid === 'number' ? (found as ProcessIdentity) : undefined;
  } catch {
    return undefined;
  }
}

function busy(holder: ProcessIdentity | undefined): Fault {
  const who = holder === undefined ? '' : ` (process ${holder.pid})`;
  return new Fault(
    'drill/busy',
    `Another drill runs in this lab${who}; two at once would measure each other.`,
    'wait until it has ended, or use a second lab: holdfast lab up --lab-name OTHER',
  );
}
