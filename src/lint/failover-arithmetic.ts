/**
 * Can a failing check move a VIP? The arithmetic of VRRP elections as Keepalived holds them, pure.
 *
 * Invariant: while nothing but one check changes, the VIP leaves its holder if and only if
 *   1. the holder goes to FAULT, and some peer is not in FAULT; or
 *   2. some peer that is not in FAULT and preempts has a priority *above* the holder's new one.
 * Nothing else moves it. A tie moves nothing: a backup that hears its own priority stays a backup (RFC 5798, 6.4.2;
 * measured: 100 - 10 against 90 stays), the address decides only between two that are masters at the same time.
 *
 * Priorities: the base plus the weights of all tracks, kept within 1 to 254. A positive weight counts while the check is
 * well, a negative one while it fails, `reverse` turns the sign; weight 0 means FAULT when it fails (with `reverse`: while
 * it is well). A base of 255 is the owner of the address: Keepalived drops its weighted tracks and 255 stays.
 */

/** A node's part in the election of one VIP. */
export interface Candidate {
  readonly name: string;
  /** The configured priority, 1 to 255. */
  readonly base: number;
  /** Source of its adverts, as a number that sorts as VRRP compares; undefined = not known. */
  readonly address: bigint | undefined;
  /** It takes the VIP from a node of lower priority. */
  readonly preempts: boolean;
  readonly checks: readonly Check[];
}

export interface Check {
  readonly name: string;
  /** 0 = FAULT. */
  readonly weight: number;
  readonly isReversed: boolean;
}

/** The names of the checks that fail; all others are well. */
export type Failing = ReadonlySet<string>;

export const ALL_WELL: Failing = new Set<string>();

export const OWNER = 255;

/** The priority that stands in its adverts, or that it sends none. */
export function priorityOf(candidate: Candidate, failing: Failing): number | 'fault' {
  let sum = candidate.base;
  for (const check of candidate.checks) {
    const isWell = !failing.has(check.name);
    if (check.weight === 0) {
      if (isWell === check.isReversed) return 'fault';
    } else {
      sum += effectOf(check, isWell);
    }
  }
  if (candidate.base === OWNER) return OWNER;
  return Math.min(OWNER - 1, Math.max(1, sum));
}

function effectOf({ weight, isReversed }: Check, isWell: boolean): number {
  const counts = weight > 0 ? isWell : !isWell;
  if (!counts) return 0;
  return isReversed ? -weight : weight;
}

/**
 * Who has the VIP once all nodes have run for a while with nothing failing: the highest priority, of equals the highest
 * address. undefined = nobody can, or equals whose addresses are not known.
 */
export function holderOf(candidates: readonly Candidate[]): Candidate | undefined {
  const able = candidates
    .map((candidate) => ({ candidate, priority: priorityOf(candidate, ALL_WELL) }))
    .filter((one): one is { candidate: Candidate; priority: number } => one.priority !== 'fault');
  const top = Math.max(...able.map(({ priority }) => priority));
  const best = able.filter(({ priority }) => priority === top).map(({ candidate }) => candidate);
  if (best.length === 1) return best[0];
  const known = best.filter((candidate) => candidate.address !== undefined);
  if (known.length < best.length) return undefined;
  return known.reduce<Candidate | undefined>(
    (highest, one) => ((highest?.address ?? -1n) < (one.address ?? -1n) ? one : highest),
    undefined,
  );
}

/** True when these checks, failing on the holder alone, take the VIP to another node. */
export function movesVip(holder: Candidate, peers: readonly Candidate[], failing: Failing): boolean {
  const after = priorityOf(holder, failing);
  return peers.some((peer) => {
    const priority = priorityOf(peer, ALL_WELL);
    if (priority === 'fault') return false;
    return after === 'fault' || (peer.preempts && priority > after);
  });
}

/** Why a check that fails on the holder leaves the VIP where it is. */
export interface Stuck {
  readonly check: Check;
  /** The holder's priority while all is well, and while this check fails. */
  readonly from: number;
  readonly to: number;
  /** The peer that comes nearest, with its priority; it is above `to` only where it does not preempt. */
  readonly rival: { readonly name: string; readonly priority: number; readonly preempts: boolean };
  /** Other checks failing at the same time make it move, and this one is needed for that. */
  readonly helpsOthers: boolean;
  /** The mildest negative weight that would move it, on both nodes; undefined = none would. */
  readonly sufficientWeight: number | undefined;
}

/** Every check of the holder that, failing alone, cannot move the VIP. Empty when no peer is able to take it anyway. */
export function stuckChecks(holder: Candidate, peers: readonly Candidate[]): Stuck[] {
  const from = priorityOf(holder, ALL_WELL);
  if (from === 'fault') return [];
  const rival = nearestRival(peers);
  if (rival === undefined) return [];
  return holder.checks.flatMap((check) => {
    const to = priorityOf(holder, new Set([check.name]));
    if (to === 'fault' || movesVip(holder, peers, new Set([check.name]))) return [];
    const helpsOthers = isDecisive(check, holder, peers);
    return [{ check, from, to, rival, helpsOthers, sufficientWeight: weightThatMoves(check, holder, peers) }];
  });
}

/** The one that preempts comes first; then the highest priority. */
function nearestRival(peers: readonly Candidate[]): Stuck['rival'] | undefined {
  return peers
    .flatMap(({ name, preempts, ...rest }) => {
      const priority = priorityOf({ name, preempts, ...rest }, ALL_WELL);
      return priority === 'fault' ? [] : [{ name, priority, preempts }];
    })
    .sort(
      (left, right) => Number(right.preempts) - Number(left.preempts) || right.priority - left.priority,
    )[0];
}

/** Combinations of more checks than this are not tried: with so many, one of them surely helps another. */
const MOST_COMBINED = 12;

/** There are other weighted checks that do not move it alone, and do together with this one. */
function isDecisive(check: Check, holder: Candidate, peers: readonly Candidate[]): boolean {
  const others = holder.checks.filter((other) => other.name !== check.name && other.weight !== 0);
  if (others.length > MOST_COMBINED) return true;
  for (let chosen = 1; chosen < 2 ** others.length; chosen += 1) {
    const names = others.filter((_, index) => (chosen >> index) % 2 === 1).map(({ name }) => name);
    if (movesVip(holder, peers, new Set(names))) continue;
    if (movesVip(holder, peers, new Set([...names, check.name]))) return true;
  }
  return false;
}

/** Tried, not solved: the limits 1 and 254 and the peers' own weights are then counted as Keepalived counts them. */
function weightThatMoves(check: Check, holder: Candidate, peers: readonly Candidate[]): number | undefined {
  for (let weight = -1; weight >= -253; weight -= 1) {
    const reweigh = (candidate: Candidate): Candidate => ({
      ...candidate,
      checks: candidate.checks.map((one) =>
        one.name === check.name ? { ...one, weight, isReversed: false } : one,
      ),
    });
    const newPeers = peers.map(reweigh);
    if (movesVip(reweigh(holder), newPeers, new Set([check.name]))) return weight;
  }
  return undefined;
}
