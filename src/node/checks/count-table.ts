import type { ServerCounts } from '../../engines/haproxy/server-facts.ts';
import type { CountedLine } from '../../engines/nginx/counted-line.ts';

/** Lines of so many servers are told apart; who comes later is not counted. */
const MOST_SERVERS = 20_000;
/** A rate is that of so many looks, about a second each. */
const LOOKS = 5;

interface Counting {
  total: number;
  failed: number;
  errors: number;
  /** Of this look, and of those before it, the newest first. */
  now: number;
  before: number[];
}

/** What was counted of each server of nginx, by pool and address. It grows with the servers, not with what they are asked. */
export class CountTable {
  readonly #servers = new Map<string, Counting>();
  #looks: number[] = [];

  note({ pool, tries }: CountedLine): void {
    for (const { address, ended } of tries) {
      const counting = this.#at(`${pool}|${address}`);
      if (counting === undefined) continue;
      counting.total += 1;
      counting.now += 1;
      if (ended === 'failed') counting.failed += 1;
      if (ended === 'error') counting.errors += 1;
    }
  }

  /** All that came in the last `tookMs` has been noted. */
  endLook(tookMs: number): void {
    this.#looks = [tookMs, ...this.#looks].slice(0, LOOKS);
    for (const counting of this.#servers.values()) {
      counting.before = [counting.now, ...counting.before].slice(0, LOOKS);
      counting.now = 0;
    }
  }

  /** @param address as nginx writes it: `10.0.0.1:80`, `[fd77::1]:80` */
  of(pool: string, address: string): ServerCounts {
    const { total, failed, errors, before } =
      this.#servers.get(`${pool.toLowerCase()}|${address}`) ?? NOTHING;
    const ms = this.#looks.reduce((sum, one) => sum + one, 0);
    const lately = before.reduce((sum, one) => sum + one, 0);
    return { perSecond: ms === 0 ? 0 : Math.round((lately * 10_000) / ms) / 10, total, failed, errors };
  }

  #at(key: string): Counting | undefined {
    const known = this.#servers.get(key);
    if (known !== undefined || this.#servers.size >= MOST_SERVERS) return known;
    const counting = { total: 0, failed: 0, errors: 0, now: 0, before: [] };
    this.#servers.set(key, counting);
    return counting;
  }
}

const NOTHING: Counting = { total: 0, failed: 0, errors: 0, now: 0, before: [] };
