import type { FoundationVip } from '../foundation-config.ts';

/** What one node says of a VIP, in force and wanted. */
export interface Contender {
  readonly node: string;
  readonly before: FoundationVip;
  readonly after: FoundationVip;
}

export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * Who loses a VIP to whom while a release is applied, all nodes healthy; [] = it stays wherever it is.
 *
 * A node's number is its priority + its healthy weight, + the holder's weight while it holds the VIP and fail-back is
 * manual. The highest number takes the VIP. The nodes without it are changed first, one after another, the holder
 * last, so every mixture in between counts too. With manual fail-back any node may hold the VIP now, with automatic
 * fail-back only the strongest, unless `holder` says who was seen.
 */
export function movesOf(contenders: readonly Contender[], holder: string | undefined): Move[] {
  const holders = contenders.filter(({ node, before }) => {
    if (holder !== undefined) return node === holder;
    return before.failback === 'manual' || node === strongest(contenders)?.node;
  });
  return holders.flatMap((one) => {
    const others = contenders.filter((contender) => contender !== one);
    const taker = firstTaker(one, others);
    return taker === undefined ? [] : [{ from: one.node, to: taker }];
  });
}

function firstTaker(holder: Contender, others: readonly Contender[]): string | undefined {
  for (let changed = 0; changed <= others.length + 1; changed += 1) {
    const own = changed > others.length ? holder.after : holder.before;
    const limit = numberOf(own, true);
    const taker = others.find((other, index) => {
      return numberOf(index < changed ? other.after : other.before, false) > limit;
    });
    if (taker !== undefined) return taker.node;
  }
  return undefined;
}

function strongest(contenders: readonly Contender[]): Contender | undefined {
  return contenders.toSorted(
    (left, right) => numberOf(right.before, false) - numberOf(left.before, false),
  )[0];
}

function numberOf(vip: FoundationVip, holds: boolean): number {
  return vip.priority + vip.healthyWeight + (holds && vip.failback === 'manual' ? vip.holderWeight : 0);
}
