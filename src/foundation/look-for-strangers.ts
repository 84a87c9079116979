import { readFileSync } from 'node:fs';
import { Fault } from '../base/fault.ts';
import type { Listener } from '../site/listeners.ts';
import { findStrangers } from './strangers.ts';

/** One fault for each socket that is open on one of our ports and is not ours. */
export function lookForStrangers(listeners: readonly Listener[], ours: ReadonlySet<number>): Fault[] {
  return (['tcp', 'udp'] as const).flatMap((protocol) => {
    const wanted = listeners.filter((listener) => listener.protocol === protocol);
    if (wanted.length === 0) return [];
    const tables = [`/proc/net/${protocol}`, `/proc/net/${protocol}6`].map(readTable);
    return findStrangers(tables, protocol, wanted, ours).map(({ address, port }) =>
      stranger(protocol, address, port),
    );
  });
}

function stranger(protocol: Listener['protocol'], address: string, port: number): Fault {
  const [does, share, option] =
    protocol === 'tcp' ? ['listens', 'connections', '-ltnp'] : ['takes datagrams', 'datagrams', '-lunp'];
  return new Fault(
    'foundation/stranger',
    `A process that is not ours ${does} on ${address} port ${port} and takes a share of our ${share}.`,
    `Find it with "ss ${option} sport = :${port}" and stop it.`,
  );
}

function readTable(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return ''; // IPv6 is switched off.
  }
}
