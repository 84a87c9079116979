import type { Rebalance } from '../site/site.ts';
import type { ServerLoad } from './server-load.ts';

export interface WatchedServer {
  readonly isFit: boolean;
  /** No run begins before: it came back from a failure, and may fail again. */
  readonly trustedFromMs: number;
  /** When it could not take sessions any more, the last times. */
  readonly lostMs: readonly number[];
}

export type WatchedServers = Readonly<Record<string, WatchedServer>>;

/** Failures are remembered for so long, and each doubles how long a server must have been well; up to this. */
const FLAPS = { forMs: 600_000, mostMs: 30_000 };

/** @returns the servers as they are now; one that is gone is remembered while its failures are */
export function watchServers(
  former: WatchedServers,
  loads: readonly ServerLoad[],
  nowMs: number,
  { settleMs }: Pick<Rebalance, 'settleMs'>,
): WatchedServers {
  const now = new Map<string, boolean>(Object.keys(former).map((server) => [server, false]));
  for (const { server, isFit } of loads) now.set(server, isFit);
  const here = new Set(loads.map(({ server }) => server));
  return Object.fromEntries(
    [...now].flatMap(([server, isFit]) => {
      const watched = watchServer(ofServer(former, server), isFit, nowMs, settleMs);
      return here.has(server) || watched.lostMs.length > 0 ? [[server, watched]] : [];
    }),
  );
}

/** @returns true when a server can take sessions that could not, or was not there */
export function hasNewServer(former: WatchedServers, now: WatchedServers): boolean {
  return Object.entries(now).some(([server, { isFit }]) => isFit && ofServer(former, server)?.isFit !== true);
}

function ofServer(servers: WatchedServers, server: string): WatchedServer | undefined {
  return Object.hasOwn(servers, server) ? servers[server] : undefined;
}

function watchServer(
  former: WatchedServer | undefined,
  isFit: boolean,
  nowMs: number,
  settleMs: number,
): WatchedServer {
  if (former === undefined) return { isFit, trustedFromMs: 0, lostMs: [] };
  const recent = former.lostMs.filter((lostMs) => nowMs - lostMs < FLAPS.forMs);
  const lostMs = former.isFit && !isFit ? [...recent, nowMs] : recent;
  const isBack = isFit && !former.isFit && lostMs.length > 0;
  const waitMs = Math.min(FLAPS.mostMs, settleMs * 2 ** (lostMs.length - 1));
  return { isFit, lostMs, trustedFromMs: isBack ? nowMs + waitMs : former.trustedFromMs };
}
