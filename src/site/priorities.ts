/**
 * Who holds a VIP is decided by one number a node: its priority plus what its foundation writes into the track file,
 * 0 when sick, `healthyWeight` when healthy, and `holderWeight` more while it holds the VIP (fail-back manual) or is the
 * target of a switchover. Every node preempts (`nopreempt` would block a switchover). Therefore:
 *
 *   1. a healthy node always beats a sick one, whatever bonus the sick one had: lowest + healthy > highest;
 *   2. a healthy holder with the bonus is never preempted by a healthy node without it: lowest + bonus > highest;
 *   3. so a bonus that moves to another healthy node moves the VIP there;
 *   4. no number leaves 1 to 254, all added up (255 is the address's owner, RFC 5798).
 */
export interface Priorities {
  /** In the order of preference, as the nodes were given. */
  readonly priorities: readonly number[];
  readonly healthyWeight: number;
  readonly holderWeight: number;
}

const HEALTHY = 100;
const HOLDER = 50;
const LOWEST = 20;
const HIGHEST_SUM = 254;

/** Steps of one must still fit below the bonus. */
export const MOST_NODES = HOLDER - 1;

/** `count` 1 to `MOST_NODES`. */
export function prioritiesFor(count: number, advertMs: number): Priorities {
  const weights = { healthyWeight: HEALTHY, holderWeight: HOLDER };
  if (count <= 2) return { priorities: [40, 30].slice(0, count), ...weights };
  const step = stepFor(count, advertMs);
  return {
    priorities: Array.from({ length: count }, (_, rank) => LOWEST + step * (count - 1 - rank)),
    ...weights,
  };
}

/**
 * A backup waits 3 adverts plus skew = (256 - priority)/256 × advert. With two backups or more their timers should
 * differ by 10 ms, else both take over at once: 10 ms are 2560/advert steps of priority. The spread of all steps has to
 * stay below the bonus, so fast adverts on many nodes get what fits.
 */
function stepFor(count: number, advertMs: number): number {
  const wanted = Math.max(10, Math.ceil(2560 / advertMs));
  return Math.min(wanted, Math.floor((HOLDER - 2) / (count - 1)));
}

/**
 * With peers that are not ours `given` are the priorities that healthy nodes shall show; undefined when no weights keep
 * the rules above, because the numbers lie too far apart.
 */
export function prioritiesAsGiven(given: readonly number[]): Priorities | undefined {
  const lowest = Math.min(...given);
  const highest = Math.max(...given);
  const spread = highest - lowest;
  // Weights are the same on all nodes, so a sick node shows 1 to 1 + spread.
  const healthyWeight = lowest - 1;
  const holderWeight = Math.min(HIGHEST_SUM - highest, Math.max(HOLDER, spread + 1));
  if (healthyWeight <= spread || holderWeight <= spread) return undefined;
  return { priorities: given.map((priority) => priority - healthyWeight), healthyWeight, holderWeight };
}
