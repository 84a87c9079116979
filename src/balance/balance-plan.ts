/** Server → a number of sessions. */
export type Counts = Readonly<Record<string, number>>;

/** What moving would come to. Pure; the same for the same loads. */
export interface BalancePlan {
  /** Every fit server is within the tolerance of its share: nothing to do, and `moves` is empty. */
  readonly isBalanced: boolean;
  /** What each server should have: by weight, never more than it may have, whole numbers. */
  readonly shares: Counts;
  /** Server → how many of its sessions leave it; only those that are above their share, and never more than the excess. */
  readonly moves: Counts;
  /** What each server has afterwards, where the balancer that chooses sends those that were moved. */
  readonly predicted: Counts;
  /** In one sentence, for people. */
  readonly says: string;
}
