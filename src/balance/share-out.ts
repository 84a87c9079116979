import type { ServerLoad } from './server-load.ts';

export interface Shares {
  /** By weight, fractions and all; in the order of the loads. */
  readonly exact: readonly number[];
  /** The same in whole sessions: each is the fraction rounded up or down, and together they are all sessions. */
  readonly whole: readonly number[];
}

/** Room for the inexactness of fractions, far below one session in millions. */
const NEARLY = 1e-7;

/**
 * What each server should have of the sessions that are there. A share goes by weight, within bounds: a server that may
 * not give has at least what it has; one that is not fit has at most what it has; no server has more than it may. When
 * there is no room for all, what nobody can take stays where it is.
 */
export function shareOut(loads: readonly ServerLoad[]): Shares {
  const total = loads.reduce((sum, { sessions }) => sum + sessions, 0);
  const bounds = loads.map(boundsOf);
  const exact = pour(loads, bounds, total);
  return { exact, whole: roundOff(loads, exact, total) };
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}

function boundsOf(load: ServerLoad): Bounds {
  const least = load.mayGive ? 0 : load.sessions;
  const most = load.isFit ? (load.maxSessions ?? Number.POSITIVE_INFINITY) : load.sessions;
  return { least, most: Math.max(least, most) };
}

/** Raises one level for all, share = level × weight within bounds, until the shares come to the total. */
function pour(loads: readonly ServerLoad[], bounds: readonly Bounds[], total: number): number[] {
  const at = (level: number) =>
    loads.map(({ weight }, index) => {
      const { least, most } = bounds[index]!;
      return weight === 0 ? least : Math.min(most, Math.max(least, level * weight));
    });
  const sum = (shares: readonly number[]) => shares.reduce((all, share) => all + share, 0);
  // Between two neighbours of these levels, the same servers rise and the sum is a straight line.
  const turns = loads
    .flatMap(({ weight }, index) =>
      weight === 0 ? [] : [bounds[index]!.least / weight, bounds[index]!.most / weight],
    )
    .filter(Number.isFinite)
    .sort((left, right) => left - right);
  let [low, high] = [0, turns.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sum(at(turns[middle]!)) < total) low = middle + 1;
    else high = middle;
  }
  const from = low === 0 ? 0 : turns[low - 1]!;
  const missing = total - sum(at(from));
  const rising = loads.reduce((all, { weight }, index) => {
    const { least, most } = bounds[index]!;
    return weight > 0 && least <= from * weight + NEARLY && most > from * weight + NEARLY
      ? all + weight
      : all;
  }, 0);
  if (missing <= 0) return at(from);
  return rising > 0 ? at(from + missing / rising) : leaveTheRest(loads, at(from), missing);
}

/** There is no room for `rest` sessions: they stay with those that have more than their share, in proportion. */
function leaveTheRest(loads: readonly ServerLoad[], shares: readonly number[], rest: number): number[] {
  const over = loads.map(({ sessions }, index) => Math.max(0, sessions - shares[index]!));
  const allOver = over.reduce((all, one) => all + one, 0);
  return shares.map((share, index) => share + (rest * over[index]!) / allOver);
}

/** Rounds up first where that saves a move, then by the largest remainder. */
function roundOff(loads: readonly ServerLoad[], exact: readonly number[], total: number): number[] {
  const whole = exact.map((share) => Math.floor(share + NEARLY));
  const rest = total - whole.reduce((all, share) => all + share, 0);
  const remainder = (index: number) => exact[index]! - whole[index]!;
  const saves = (index: number) => (loads[index]!.sessions > whole[index]! ? 1 : 0);
  const byClaim = loads
    .map((_, index) => index)
    .filter((index) => remainder(index) > NEARLY)
    .sort(
      (left, right) =>
        saves(right) - saves(left) ||
        Math.round((remainder(right) - remainder(left)) / NEARLY) ||
        (loads[left]!.server < loads[right]!.server ? -1 : 1),
    );
  for (const index of byClaim.slice(0, rest)) whole[index]! += 1;
  return whole;
}
