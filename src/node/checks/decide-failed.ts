import type { Site } from '../../site/site.ts';
import type { Standing } from './check-standing.ts';

/** `pool/server`, which no name can be confused with. */
export type ServerKey = string;

export interface FailedFacts {
  /** With what operators want compiled into it. */
  readonly site: Pick<Site, 'pools'>;
  readonly standings: ReadonlyMap<ServerKey, Standing>;
  /** Who is out by the checks now. */
  readonly failed: ReadonlySet<ServerKey>;
  /** When that changed last, in milliseconds since 1970. */
  readonly changedMs: number;
  readonly nowMs: number;
}

/** Each change is a reload: what happens within this time is one. */
const AT_MOST_EVERY_MS = 1_000;
/** A server that went down again lately stays out for this long after it is up, twice as long each further time. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 120_000;

/**
 * Who is to be out of nginx by the checks; the same set when nothing is to change now. Those who are down go, those who are up
 * return, later the more often they went. A pool's last server stays: when all are down it is rather this side's fault, and
 * somebody who answers with an error is no worse than nobody.
 */
export function decideFailed({
  site,
  standings,
  failed,
  changedMs,
  nowMs,
}: FailedFacts): ReadonlySet<ServerKey> {
  if (nowMs - changedMs < AT_MOST_EVERY_MS && nowMs >= changedMs) return failed;
  const next = new Set<ServerKey>();
  for (const pool of site.pools) {
    if (pool.engine !== 'nginx' || pool.check === undefined) continue;
    const candidates = pool.servers
      .filter(({ disabled, weight }) => disabled !== true && weight > 0)
      .map(({ name }) => keyOf(pool.name, name));
    const out = candidates.filter((key) => isOut(standings.get(key), failed.has(key), nowMs));
    const stays = out.length < candidates.length ? [] : candidates.filter((key) => !failed.has(key));
    // Only where nobody was left in, for example since an operator took him out, all return.
    const all = out.length === candidates.length && stays.length === 0;
    for (const key of out) if (!all && !stays.includes(key)) next.add(key);
  }
  const isSame = next.size === failed.size && [...next].every((key) => failed.has(key));
  return isSame ? failed : next;
}

export function keyOf(pool: string, server: string): ServerKey {
  return `${pool}/${server}`;
}

function isOut(standing: Standing | undefined, wasOut: boolean, nowMs: number): boolean {
  if (standing === undefined) return wasOut;
  if (!standing.isUp) return true;
  return wasOut && nowMs - standing.sinceMs < waitMs(standing);
}

function waitMs({ downs }: Standing): number {
  if (downs.length < 2) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (downs.length - 2));
}
