/** What the kernel's table of one protocol says: open connections by either end, `address:port` → how many. */
export interface OpenSessions {
  /** By our own end: connections of clients to a VIP. */
  readonly local: ReadonlyMap<string, number>;
  /** By the other end: connections to a server. */
  readonly remote: ReadonlyMap<string, number>;
}

const ESTABLISHED = '01';

/**
 * Reads /proc/net/tcp, tcp6, udp and udp6 of one network namespace. Of UDP only sockets that are bound to one other end count:
 * those are nginx's sessions with servers. Both directions of a forwarded session stand in the table, each once.
 * @param except our own ends of connections that are none, such as those of checks
 */
export function readOpenSessions(
  tables: readonly string[],
  except: ReadonlySet<string> = new Set(),
): OpenSessions {
  const local = new Map<string, number>();
  const remote = new Map<string, number>();
  for (const table of tables) {
    for (const line of table.split('\n')) {
      const [, , from, to, state] = line.split(/\s+/);
      if (state !== ESTABLISHED || from === undefined || to === undefined) continue;
      const own = placeOf(from);
      if (except.has(own)) continue;
      count(local, own);
      count(remote, placeOf(to));
    }
  }
  return { local, remote };
}

function count(counts: Map<string, number>, place: string): void {
  counts.set(place, (counts.get(place) ?? 0) + 1);
}

/** `6400A8C0:1F90` is 192.168.0.100:8080: words of 32 bits in the machine's own order, which is little endian. */
function placeOf(hex: string): string {
  const [address = '', port = ''] = hex.split(':');
  const bytes = (address.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).toReversed().map((byte) => Number.parseInt(byte, 16)),
  );
  const number = Number.parseInt(port, 16);
  if (bytes.length === 4) return `${bytes.join('.')}:${number}`;
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (isMapped) return `${bytes.slice(12).join('.')}:${number}`;
  return `[${shortSix(bytes)}]:${number}`;
}

/** RFC 5952: the longest run of two zero groups or more is `::`. */
function shortSix(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0)).toString(16),
  );
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start += 1) {
    let length = 0;
    while (groups[start + length] === '0') length += 1;
    if (length > best.length) best = { start, length };
  }
  if (best.length < 2) return groups.join(':');
  return `${groups.slice(0, best.start).join(':')}::${groups.slice(best.start + best.length).join(':')}`;
}
