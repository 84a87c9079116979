import type * as z from 'zod';
import type { pool } from '../../../spec/pools.ts';
import type { Part } from './made-names.ts';
import type { WrittenParts } from './parts-of.ts';

type WrittenPool = Omit<z.input<typeof pool>, 'servers'>;

/** Each frame has its length before it, little-endian: `#ping` is answered by `#pong`, unencrypted, by whoever reads. */
const PING = { send: '\\x05\\x00\\x00\\x00#ping', expect: '\\x05\\x00\\x00\\x00#pong' };

/** Their keepalive comes every 10 or 20 s, but it may be set to minutes; who vanishes is noticed by TCP's own keepalive. */
const AGENTS_MAY_BE_SILENT = { connect: '5s', server: '1h', tunnel: '1h' };

/** Of who asks and gets an answer; a slow answer of the API takes a minute. */
const SILENCE = { server: '5m', tunnel: '5m' };

const MASTER_FIRST = { balance: 'leastconn', timeouts: SILENCE } as const;

/** How long a client of a part may be silent. */
export function clientSilence(part: Part): string {
  return part === 'events' ? AGENTS_MAY_BE_SILENT.server : SILENCE.server;
}

/** The pools as a spec would say them, without their servers. */
export function poolsOfParts({ events }: WrittenParts): Readonly<Record<Part, WrittenPool>> {
  return {
    events: {
      balance: 'leastconn',
      // A process that hangs still accepts connections: only an answer shows that it reads.
      check: { ...PING, every: '2s', fall: 3, rise: 2 },
      onDown: 'close-if-others-up',
      rebalance: events?.rebalance ?? true,
      timeouts: AGENTS_MAY_BE_SILENT,
    },
    // A bare connection makes authd log an error each time, a finished handshake does not; seldom, since it costs one.
    enrollment: { ...MASTER_FIRST, check: { tls: true, every: '10s', fall: 2, rise: 1, timeout: '5s' } },
    api: { ...MASTER_FIRST, check: { tls: true, every: '5s', fall: 2, rise: 2 } },
    // A browser's session is known to the dashboard that made it.
    dashboard: {
      balance: 'leastconn',
      sticky: { source: true, expire: '8h' },
      check: { tls: true, every: '5s', fall: 2, rise: 2 },
      timeouts: SILENCE,
    },
  };
}

/**
 * Connections at once. After a cut every agent is back before the last of its former connections has been noticed to
 * be dead, hence a quarter more. Enrollment takes a moment; who comes too many waits in the kernel.
 */
export function sessionsOf(part: Part, agents: number): number {
  return part === 'events' ? Math.ceil(agents * 1.25) : 500;
}
