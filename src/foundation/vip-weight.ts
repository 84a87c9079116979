import type { FoundationVip } from '../release/foundation-config.ts';

export interface VipFacts {
  /** This node can serve the VIP. */
  readonly healthy: boolean;
  /** The VIP is on one of this node's interfaces. */
  readonly here: boolean;
  /** An operator's word on the holder's weight; null = the rule decides. */
  readonly bonus: boolean | null;
  /** The node became healthy less than `failbackDelayMs` ago, and did not hold the VIP then. */
  readonly settling: boolean;
}

/**
 * The number for the VIP's track file; keepalived adds it to this node's priority.
 *
 * Invariant (with base priorities less than `holderWeight` apart): a sick node loses against every healthy one, since
 * 0 < healthyWeight; the healthy holder with its bonus is preempted by nobody; whoever gets the bonus alone wins.
 * Sick is 0 because keepalived takes a missing, empty or unreadable track file for 0.
 */
export function decideWeight(
  vip: Pick<FoundationVip, 'healthyWeight' | 'holderWeight' | 'failback'>,
  facts: VipFacts,
): number {
  if (!facts.healthy) return 0;
  const bonus = facts.bonus ?? (vip.failback === 'manual' && facts.here);
  const waits = vip.failback === 'automatic' && facts.settling && !bonus;
  const weight = vip.healthyWeight + (bonus ? vip.holderWeight : 0) - (waits ? vip.holderWeight : 0);
  return Math.max(1, weight);
}
