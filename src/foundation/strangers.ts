import type { Listener } from '../site/listeners.ts';

/** A listening socket, or one that takes datagrams, on one of our ports that is not ours. */
export interface Stranger {
  readonly address: string;
  readonly port: number;
  readonly inode: number;
}

/** The kernel's numbers for what takes new connections, and what takes datagrams from anybody. */
const OPEN_STATES = { tcp: '0A', udp: '07' } as const;

/**
 * SO_REUSEPORT lets any process of our uid join our ports silently, and it then gets half of the connections. So: which
 * sockets listen on our ports (also by wildcard) and are not among ours?
 * @param tables texts of /proc/net/tcp and tcp6, or of udp and udp6; listeners of that protocol
 */
export function findStrangers(
  tables: readonly string[],
  protocol: Listener['protocol'],
  listeners: readonly Pick<Listener, 'address' | 'port'>[],
  ours: ReadonlySet<number>,
): Stranger[] {
  return tables
    .flatMap((table) => parseOpen(table, OPEN_STATES[protocol]))
    .filter(
      ({ address, port, inode }) =>
        !ours.has(inode) &&
        listeners.some(
          (listener) =>
            listener.port === port &&
            (listener.address === address || (isWildcard(address) && sameFamily(address, listener.address))),
        ),
    );
}

function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

/** A `::` socket may serve IPv4 as well. */
function sameFamily(wildcard: string, address: string): boolean {
  return wildcard === '::' || !address.includes(':');
}

function parseOpen(table: string, state: string): Stranger[] {
  return table.split('\n').flatMap((line) => {
    const words = line.trim().split(/\s+/);
    const [hexAddress, hexPort] = (words[1] ?? '').split(':');
    if (words[3] !== state || hexAddress === undefined || hexPort === undefined) return [];
    return [
      { address: parseHexAddress(hexAddress), port: Number.parseInt(hexPort, 16), inode: Number(words[9]) },
    ];
  });
}

/** The kernel prints 32-bit words in the machine's byte order; every machine that we run on is little-endian. */
function parseHexAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).reverse(),
  );
  if (bytes.length === 4) return bytes.join('.');
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((bytes[2 * index] ?? 0) << 8) | (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  return compressZeros(groups);
}

/** RFC 5952: the longest run of two or more zero groups becomes `::`. */
function compressZeros(groups: readonly string[]): string {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') length += 1;
    if (length > best.length) best = { start, length };
  }
  if (best.start < 0) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
