import { readFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import type { Listener } from '../site/listeners.ts';
import { findStrangers } from './strangers.ts';

/** One fault for each socket that listens on one of our ports and is not ours. */
export function lookForStrangers(listeners: readonly Listener[], ours: ReadonlySet<number>): Fault[] {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(readTable);
  return findStrangers(tables, listeners, ours).map(
    ({ address, port }) =>
      new Fault(
        'foundation/stranger',
        `A process that is not ours listens on ${address} port ${port} and takes a share of our connections.`,
        `Find it with "ss -ltnp sport = :${port}" and stop it.`,
      ),
  );
}

function readTable(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // IPv6 is switched off.
  }
}
