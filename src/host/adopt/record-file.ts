import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '../../base/fault.ts';
import { makeDurable, writeDurably } from '../write-durably.ts';
import type { AdoptRecord } from './plan/adopt-facts.ts';

/** The lock of whoever adopts is on it, too. */
export const ADOPT_DIR = '/var/lib/holdfast/adopt';
const FILE = join(ADOPT_DIR, 'record.json');

/** undefined = this host was never adopted, or that was undone. @throws Fault `host/adopt-record-unreadable` */
export function readRecord(): AdoptRecord | undefined {
  try {
    const record = JSON.parse(readFileSync(FILE, 'utf8')) as AdoptRecord;
    if (record.version === 1) return record;
    throw new Error(`its version is ${String(record.version)}`);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new Fault(
      'host/adopt-record-unreadable',
      `${FILE}, which says how this host was before it was adopted, cannot be read: ${message}.`,
      `go back by hand (systemctl disable --now holdfast 'holdfast-*.socket' holdfast-foundation@host; systemctl enable --now haproxy keepalived), then remove the file`,
    );
  }
}

/** On the disk before this returns. @throws Fault `host/adopt-cannot-record` */
export function writeRecord(record: AdoptRecord): void {
  try {
    writeDurably([{ path: FILE, content: `${JSON.stringify(record, null, 2)}\n`, mode: 0o600 }]);
  } catch (error) {
    throw cannotRecord(error as Error);
  }
}

export function removeRecord(): void {
  rmSync(FILE, { force: true });
  makeDurable(ADOPT_DIR);
}

/** @throws Fault `host/adopt-cannot-record` */
export function makeAdoptDir(): void {
  try {
    mkdirSync('/var/lib/holdfast', { recursive: true, mode: 0o700 });
    mkdirSync(ADOPT_DIR, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw cannotRecord(error as Error);
  }
}

function cannotRecord(error: Error): Fault {
  return new Fault(
    'host/adopt-cannot-record',
    `What runs before cannot be written down in ${ADOPT_DIR}: ${error.message}. Without it there is no way back, so nothing is begun.`,
    'make room on the disk of /var/lib, or make it writable',
    '',
    error,
  );
}
