import type { VipShape } from '../../src/node/page/site-shape.ts';
import type { SiteView } from '../../src/node/status/site-view.ts';

export interface PriorityRow {
  readonly node: string;
  readonly interface: string;
  readonly source: readonly string[];
  readonly base: number;
  /** The number in the track file; undefined = not seen. */
  readonly weight: number | undefined;
  /** base + weight, at most 254; a weight of 0 means that it is not fit. */
  readonly sum: number | undefined;
  /** What Keepalived itself tells; undefined = not seen. */
  readonly told: number | undefined;
  readonly role: string;
  readonly here: boolean | undefined;
  readonly healthy: boolean | undefined;
  readonly reason: string | undefined;
}

/** Why this node and not another: each node's priority, with its parts. */
export function prioritiesOf(vip: VipShape, view: SiteView): readonly PriorityRow[] {
  return vip.holders.map(({ node, interface: inner, source, priority: base }) => {
    const seen = view.nodes[node];
    const own = seen?.vips[vip.name];
    const vrrp = seen?.guests.keepalived.vips[vip.name];
    return {
      node,
      interface: inner,
      source,
      base,
      weight: own?.weight,
      sum: own === undefined ? undefined : Math.min(254, base + own.weight),
      told: vrrp?.priority,
      role: vrrp?.role ?? 'unknown',
      here: own?.here,
      healthy: own?.healthy,
      reason: own?.reason,
    };
  });
}

/** `40 base + 100 fit + 50 holder`. */
export function arithmeticWords(
  { healthyWeight, holderWeight }: Pick<VipShape, 'healthyWeight' | 'holderWeight'>,
  { base, weight }: Pick<PriorityRow, 'base' | 'weight'>,
): string {
  if (weight === undefined) return `${base} base + what is not seen`;
  if (weight === 0) return `${base} base + 0: not fit`;
  if (weight === healthyWeight) return `${base} base + ${weight} fit`;
  if (weight === healthyWeight + holderWeight)
    return `${base} base + ${healthyWeight} fit + ${holderWeight} holder`;
  return `${base} base + ${weight} by its track file`;
}

/**
 * How long the others need to notice that a holder is gone: three adverts, and a skew that is shorter the higher the
 * priority of who waits (RFC 9568 §6.1; VRRP 2: RFC 3768 §6.1).
 */
export function detectionMs({ advertMs, version }: VipShape, waiting: number): number {
  const skew = version === 3 ? ((256 - waiting) * advertMs) / 256 : ((256 - waiting) / 256) * 1000;
  return Math.round(3 * advertMs + skew);
}
