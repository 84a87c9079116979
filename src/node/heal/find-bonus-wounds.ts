import type { FoundationStatus } from '../../foundation/status.ts';
import type { Site } from '../../site/site.ts';

/**
 * VIPs whose holder's weight a switchover set and left behind, with the reason: the holder without it would lose the VIP to
 * the next node that wakes up, another node with it would take it.
 */
export function findBonusWounds(
  expected: Site,
  vips: FoundationStatus['vips'],
): readonly { readonly vip: string; readonly reason: string }[] {
  return expected.vips.flatMap(({ name, failback, healthyWeight, holderWeight }) => {
    const seen = vips[name];
    if (seen === undefined || !seen.healthy) return [];
    if (!seen.here && seen.weight === healthyWeight + holderWeight)
      return [{ vip: name, reason: `this node has the holder's weight for ${name} and does not hold it` }];
    if (seen.here && failback === 'manual' && seen.weight === healthyWeight)
      return [{ vip: name, reason: `this node holds ${name} without the holder's weight` }];
    return [];
  });
}
