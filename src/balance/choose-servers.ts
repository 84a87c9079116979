import type { ServerLoad } from './server-load.ts';

/**
 * Where HAProxy's leastconn sends new sessions, one after the other: a server that has none first, then the lowest
 * (counted + 1) / weight; never one that is unfit, has no weight or is full (lb_fwlc.c; the same was measured of 2.6.12).
 * @param counted what HAProxy counts for each server before; in the order of the loads
 * @returns what each server gets; fewer than `sessions` in all when every server is full
 */
export function chooseServers(
  loads: readonly ServerLoad[],
  counted: readonly number[],
  sessions: number,
): number[] {
  const has = [...counted];
  const most = loads.map((load, index) =>
    load.isFit && load.weight > 0
      ? Math.max(counted[index]!, load.maxSessions ?? Number.POSITIVE_INFINITY)
      : counted[index]!,
  );
  let left = sessions;
  const inOrder = loads
    .map((_, index) => index)
    .filter((index) => most[index]! > has[index]!)
    .sort((one, other) => (loads[one]!.server < loads[other]!.server ? -1 : 1));
  for (const index of inOrder) {
    if (has[index] !== 0 || left === 0) continue;
    has[index] = 1;
    left -= 1;
  }
  left -= fillToLevel(loads, inOrder, has, most, left);
  for (; left > 0; left -= 1) {
    const next = lowest(loads, inOrder, has, most);
    if (next === undefined) break;
    has[next]! += 1;
  }
  return has.map((count, index) => count - counted[index]!);
}

/** Most of them at once: everyone is filled to the highest level that `left` is enough for. @returns how many that took */
function fillToLevel(
  loads: readonly ServerLoad[],
  inOrder: readonly number[],
  has: number[],
  most: readonly number[],
  left: number,
): number {
  const filled = (index: number, level: number) =>
    Math.max(has[index]!, Math.min(most[index]!, Math.floor(level * loads[index]!.weight)));
  const taken = (level: number) =>
    inOrder.reduce((all, index) => all + filled(index, level) - has[index]!, 0);
  let low = 0;
  let high = inOrder.reduce(
    (top, index) => Math.max(top, (has[index]! + left + 1) / loads[index]!.weight),
    0,
  );
  for (let turn = 0; turn < 50; turn += 1) {
    const middle = (low + high) / 2;
    if (taken(middle) <= left) low = middle;
    else high = middle;
  }
  const took = taken(low);
  for (const index of inOrder) has[index] = filled(index, low);
  return took;
}

function lowest(
  loads: readonly ServerLoad[],
  inOrder: readonly number[],
  has: readonly number[],
  most: readonly number[],
): number | undefined {
  let best: number | undefined;
  let bestKey = Number.POSITIVE_INFINITY;
  for (const index of inOrder) {
    const key = (has[index]! + 1) / loads[index]!.weight;
    if (has[index]! < most[index]! && key < bestKey) [best, bestKey] = [index, key];
  }
  return best;
}
